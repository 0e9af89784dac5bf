#!/bin/sh
# clean.sh: remove all that is in these namespaces of containerd, and them.
#
#   sh clean.sh lima quito

for name in "$@"; do
  ctr -n "$name" tasks ls -q | xargs -r ctr -n "$name" tasks rm -f
  ctr -n "$name" containers ls -q | xargs -r ctr -n "$name" containers rm
  ctr -n "$name" images ls -q | xargs -r ctr -n "$name" images rm --sync
  ctr namespaces rm "$name"
done
