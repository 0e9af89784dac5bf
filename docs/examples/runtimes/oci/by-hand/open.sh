#!/bin/sh
# Open the workshop, with the image in it and the bundle made of that.
set -eu
docker build --quiet --tag workshop:1.0 workshop
docker build --quiet --provenance=false --tag board:1.0 board
docker run --detach --name workshop --init --privileged --network none workshop:1.0
docker image save board:1.0 | docker exec -i workshop tar -xC image
docker exec workshop name-blob index.json '.manifests[0].digest' manifest
docker exec workshop name-blob manifest '.config.digest' config
docker exec workshop unpack-layers
docker exec workshop runc spec --bundle bundle
docker exec workshop take-from-image
