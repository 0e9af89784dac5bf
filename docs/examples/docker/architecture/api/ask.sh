#!/bin/sh
# ask.sh: ask Docker's daemon through its socket, without the docker command.
#
#   sh ask.sh /_ping
#   sh ask.sh /v1.44/containers/web/start -X POST

set -eu
path=$1
shift
socket=$(docker context inspect --format '{{.Endpoints.docker.Host}}')
curl --silent --unix-socket "${socket#unix://}" "$@" \
  --write-out '\n%{http_code}\n' "http://localhost$path" | sed '/^$/d'
