#!/bin/sh
# where.sh: do the containers use the kernel of this terminal?

here=$(uname -r)
engine=$(docker info --format '{{.KernelVersion}}')
if [ "$here" = "$engine" ]; then
  echo "the same kernel"
else
  echo "another kernel: the engine is in a virtual machine"
fi
