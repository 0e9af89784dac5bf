#!/bin/sh
# The turnstile at the entrance: it opens, waits, and closes in order when it is told to.

trap 'echo "turnstile closed"; exit 0' TERM
echo "turnstile open"
while true; do
  sleep 1 &
  wait $!
done
