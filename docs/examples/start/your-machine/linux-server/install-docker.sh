#!/bin/sh
# install-docker.sh: Docker Engine from Docker's own repository, on Debian or Ubuntu.

set -eu
# shellcheck source=/dev/null
. /etc/os-release # sets ID (debian, ubuntu) and VERSION_CODENAME (trixie, noble)
repository=https://download.docker.com/linux/$ID

sudo apt-get update
sudo apt-get install -y ca-certificates curl

# The key with which Docker signs its packages
sudo install -m 0755 -d /etc/apt/keyrings
sudo curl -fsSL "$repository/gpg" -o /etc/apt/keyrings/docker.asc
sudo chmod a+r /etc/apt/keyrings/docker.asc

# The repository, valid only with that key
sudo tee /etc/apt/sources.list.d/docker.sources <<SOURCES
Types: deb
URIs: $repository
Suites: $VERSION_CODENAME
Components: stable
Architectures: $(dpkg --print-architecture)
Signed-By: /etc/apt/keyrings/docker.asc
SOURCES

sudo apt-get update
sudo apt-get install -y docker-ce docker-ce-cli containerd.io \
  docker-buildx-plugin docker-compose-plugin
