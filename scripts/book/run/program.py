"""Ask a program: what it prints, or that it cannot say."""

import os
import subprocess

PATIENCE = 600  # seconds: pulling an image may take long


def output(command: tuple[str, ...], more: dict[str, str] | None = None, given: str = "") -> str | None:
    """Return what a command prints, with `more` in its environment and `given` to read; None if it fails."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, input=given,
                              env=os.environ | (more or {}))  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


def docker(*arguments: str) -> str | None:
    """Return what a docker command prints, None if it fails or there is no such command."""
    return output(("docker", *arguments))
