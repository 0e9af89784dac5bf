#!/bin/sh
# find-video.sh: say what the last three layers of heavy:1.0 hold of the video.
#
#   sh find-video.sh    after unpacking the saved image into the folder heavy

set -eu
digests() { grep -o 'sha256:[0-9a-f]*' "$1" | sed 's|sha256:|heavy/blobs/sha256/|'; }
manifest=$(digests "$(digests heavy/index.json)" | head -n 1)
for layer in $(digests "$manifest" | tail -n 3); do
  tar -tf "$layer" | grep video
done
