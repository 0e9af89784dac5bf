#!/bin/sh
# The engine mounts folders of your machine: the CLI must see yours at the same path.
socket=${DOCKER_HOST:-unix:///var/run/docker.sock}
exec docker run --rm --volume "${socket#unix://}:/var/run/docker.sock" \
  --volume "$PWD:$PWD" --workdir "$PWD" devcontainer-cli:0.89.0 "$@"
