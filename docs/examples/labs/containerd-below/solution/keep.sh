#!/bin/sh
# keep.sh: look once, and do what is missing for the turnstile to run.

set -eu
name=docker.io/library/turnstile:1.0
if ctr -n lab tasks ls | grep -q '^turnstile .*RUNNING'; then
  echo "it runs"
  exit
fi
if ! ctr -n lab images ls -q | grep -qx "$name"; then
  echo "no image"
  docker image save turnstile:1.0 | ctr -n lab images import - >import.log
fi
if ! ctr -n lab containers ls -q | grep -qx turnstile; then
  echo "no container"
  ctr -n lab containers create "$name" turnstile
fi
if ctr -n lab tasks ls -q | grep -qx turnstile; then
  echo "a task that does not run"
  ctr -n lab tasks rm --force turnstile 2>remove.log
fi
ctr -n lab tasks start --detach --log-uri "file://$PWD/turnstile.log" turnstile
echo "started"
