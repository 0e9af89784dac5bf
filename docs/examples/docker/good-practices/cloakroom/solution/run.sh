#!/bin/sh
docker run -d --name cloakroom -p 127.0.0.1:8081:8000 \
  --read-only --tmpfs /tmp \
  --cap-drop ALL --security-opt no-new-privileges \
  --memory 64m --cpus 0.5 --pids-limit 50 \
  -v "$PWD/pin.txt:/run/secrets/pin:ro" cloakroom:1.0
