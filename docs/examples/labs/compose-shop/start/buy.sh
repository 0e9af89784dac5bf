#!/bin/sh
# sh buy.sh 20: buys twenty tickets for tango, one after another, and counts the answers
n=0
while [ "$n" -lt "$1" ]; do
  n=$((n + 1))
  curl -s -o /dev/null -w '%{http_code}\n' -X POST http://127.0.0.1:8080/concerts/tango/tickets
done | sort | uniq -c
