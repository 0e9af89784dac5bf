#!/bin/sh
# compare.sh: say which namespaces two containers share.
#
#   sh compare.sh one two

set -eu
for kind in pid net mnt uts ipc user; do
  first=$(docker exec "$1" readlink "/proc/self/ns/$kind")
  second=$(docker exec "$2" readlink "/proc/self/ns/$kind")
  if [ "$first" = "$second" ]; then
    echo "$kind: shared"
  else
    echo "$kind: own"
  fi
done
