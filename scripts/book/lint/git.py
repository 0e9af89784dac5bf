"""What Git is told to leave out: what is not there is not there on purpose."""

import os
import subprocess
from pathlib import Path


def ignores(path: Path) -> bool:
    """Tell whether Git leaves a path out; there need be nothing at it."""
    folder = next((one for one in path.parents if os.path.isdir(one)), None)
    try:
        asked = subprocess.run(["git", "-C", str(folder), "check-ignore", "-q", str(path)], capture_output=True)
    except (OSError, ValueError):
        return False
    return asked.returncode == 0
