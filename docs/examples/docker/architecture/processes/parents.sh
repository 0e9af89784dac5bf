#!/bin/sh
# Print a process and its ancestors, without process 1.
pid=$1
while [ "$pid" -gt 1 ]; do
  cat "/proc/$pid/comm"
  pid=$(sed -n 's/^PPid:[[:space:]]*//p' "/proc/$pid/status")
done
