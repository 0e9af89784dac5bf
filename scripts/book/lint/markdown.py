"""Markdown: rumdl, with its flavour for MkDocs; [tool.rumdl] of pyproject.toml says what it leaves to others."""

import json

from book.lint import tool
from book.model import ROOT

OPTIONS = ["--no-cache", "--no-exclude", "--show-full-path", "--output-format", "json"]
COMMAND = ["rumdl", "check", *OPTIONS, "--config", str(ROOT / "pyproject.toml")]


def check(sources):
    """Yield what rumdl says."""
    known = tool.by_file(sources)
    for found in json.loads(tool.run(COMMAND, sources) or "[]"):
        yield known[found["file"]].problem(found["line"], found["rule"], found["message"])
