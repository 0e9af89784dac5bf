"""The Python of the book holds together: imports point one way, types agree. pyproject.toml says how."""

import subprocess
import sys
from pathlib import Path

import pytest

from book.model import ROOT


@pytest.mark.parametrize("tool", ["lint-imports", "mypy"])
def test_what_the_project_asks_of_its_structure_is_so(tool: str) -> None:
    done = subprocess.run([Path(sys.executable).with_name(tool)], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
