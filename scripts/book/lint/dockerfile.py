"""Dockerfiles: hadolint, which also shows one finding of ShellCheck for each RUN."""

import json
from pathlib import Path

from book.lint import tool

CONFIG = Path(__file__).parent / "config" / "hadolint.yaml"
WHOLE_FILE = {"DL3006", "DL3007", "DL3061"}  # needs the FROM line, which a fragment may lack


def check(sources):
    """Yield what hadolint says."""
    known = tool.by_file(sources)
    for found in json.loads(tool.run(["hadolint", "--config", str(CONFIG), "--format", "json"], sources) or "[]"):
        source = known[found["file"]]
        if not (source.fragment and found["code"] in WHOLE_FILE):
            yield source.problem(found["line"], found["code"], found["message"])
