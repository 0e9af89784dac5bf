#!/bin/sh
# sh visit.sh 300: looks at the concerts 300 times, one after another, and counts the answers
n=0
while [ "$n" -lt "$1" ]; do
  n=$((n + 1))
  curl -s -o /dev/null -w '%{http_code}\n' http://127.0.0.1:8080/concerts
done | sort | uniq -c
