"""Markdown: fences and a front matter that never end, then rumdl, with its flavour for MkDocs.

[tool.rumdl] of pyproject.toml says what it leaves to others. A front matter without an end is all that is told of
its file: rumdl would take the keys for text.
"""

import json

from book.lint import tool
from book.model import ROOT
from book.model.page import ENDLESS, endless, fences

OPTIONS = ["--no-cache", "--no-exclude", "--show-full-path", "--output-format", "json"]
COMMAND = ["rumdl", "check", *OPTIONS, "--config", str(ROOT / "pyproject.toml")]


def check(sources):
    """Yield what never ends, and what rumdl says."""
    known, asked = tool.by_file(sources), []
    for source in sources:
        text = source.text
        if endless(text):
            yield source.problem(1, "front-matter", ENDLESS)
            continue
        asked.append(source)
        for fence in fences(text):
            if not fence.closed:
                yield source.problem(fence.line, "fence-open", f"never closed; end it with {fence.mark}")
    for found in json.loads(tool.run(COMMAND, asked) or "[]") if asked else []:
        yield known[found["file"]].problem(found["line"], found["rule"], found["message"])
