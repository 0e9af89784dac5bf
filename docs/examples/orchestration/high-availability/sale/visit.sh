#!/bin/sh
# 300 visits, one after the other: how many there were of each answer
for _ in $(seq 300); do
  curl -s -o /dev/null -w '%{http_code}\n' http://127.0.0.1:8080/concerts
done | sort | uniq -c
