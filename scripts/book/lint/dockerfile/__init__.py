"""Dockerfiles and `.dockerignore`: as Docker reads them, the shell in them, their stages, what they copy."""
