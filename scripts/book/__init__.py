"""The machinery behind the commands in scripts/: one room per job."""
