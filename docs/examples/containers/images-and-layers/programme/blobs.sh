#!/bin/sh
# blobs.sh: print the files that a file of the image names by their digest.
#
#   sh blobs.sh image/index.json

set -eu
grep -o 'sha256:[0-9a-f]*' "$1" | sed 's|sha256:|image/blobs/sha256/|'
