"""Compose files: as Compose reads them, with what belongs to the same project."""
