#!/bin/sh
# Prepare what the program needs, then become the program.
set -eu

: "${CONCERT:?say which one with --env CONCERT=name}"
echo "preparing $CONCERT"
exec "$@"
