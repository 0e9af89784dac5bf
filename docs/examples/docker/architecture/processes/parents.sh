#!/bin/sh
# Print the name of a process and of each of its ancestors; process 1, the first of the machine, is left out.
pid=$1
while [ "$pid" -gt 1 ]; do
  cat "/proc/$pid/comm"
  pid=$(sed -n 's/^PPid:[[:space:]]*//p' "/proc/$pid/status")
done
