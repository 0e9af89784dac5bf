#!/bin/sh
# The door of the sale: it opens, waits, and closes in order when it is told to stop.

trap 'echo "door closed"; exit 0' TERM
echo "door open"
sleep infinity &
wait $!
