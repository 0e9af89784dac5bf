#!/bin/sh
# watch.sh: say what containerd tells while a container of Docker's lives and dies.

set -eu
id=$(docker create --name job busybox:1.37 sleep 600)
ctr -n moby events >events.log &
listener=$!
sleep 1
seen=0

order() { # order COMMAND…: give it, then print what was told since the last one
  "$@" >answer
  sleep 1
  echo "$*"
  grep "$id" events.log | tail -n "+$((seen + 1))" |
    grep -v /tasks/delete | awk '{ print "  " $6 }'
  seen=$(grep -c "$id" events.log)
}

order docker start job
order docker pause job
order docker unpause job
order docker stop -t 1 job
order docker rm job
kill "$listener"
rm events.log answer
