#!/bin/sh
# Build one of the two Dockerfiles; tell which of its steps came from the cache.
set -eu

docker build --progress=plain --tag "order:$1" --file "$1/Dockerfile" . 2>&1 |
  awk '
    $2 ~ /^\[[2-9]/ { step[$1] = substr($0, index($0, "[")); origin[$1] = "built " }
    $2 == "CACHED"  { origin[$1] = "cached" }
    END             { for (id in step) print origin[id], step[id] }
  ' | sort -k 2b
