#!/bin/sh
docker run -d --name cloakroom -p 8081:8000 cloakroom:1.0
