#!/bin/sh
# check-machine.sh: is this machine ready for the course? Ends with 0 if it is.

status=0
check() { # check WHAT ADVICE COMMAND [ARGUMENT...]
  what=$1 advice=$2
  shift 2
  if said=$("$@" 2>&1); then
    echo "ok       $what"
    return
  fi
  printf 'MISSING  %s\n         %s\n      -> %s\n' "$what" "${said:-no message}" "$advice"
  status=1
  return 1
}

check "docker command" "install Docker" docker --version || exit
check "engine" "start it: Docker Desktop, or sudo systemctl start docker" \
  docker ps --quiet || exit
check "Linux containers" "in Docker Desktop's menu: Switch to Linux containers" \
  test "$(docker info --format '{{.OSType}}')" = linux
check "Compose" "install docker-compose-plugin" docker compose version
check "Buildx" "install docker-buildx-plugin" docker buildx version
check "downloads" "look at the network, the proxy, the limit of Docker Hub" \
  docker pull --quiet busybox:1.37
check "4 GB of memory" "in Docker Desktop: Settings, Resources" \
  test "$(docker info --format '{{.MemTotal}}')" -ge 3500000000
check "10 GB of free disk" "see what takes room: docker system df" \
  test "$(docker run --rm busybox:1.37 df -Pm / | awk 'END { print $4 }')" -ge 10000
exit "$status"
