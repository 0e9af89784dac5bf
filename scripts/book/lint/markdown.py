"""Markdown: fences and a front matter that never end, then rumdl.

What lies in `docs` beside an mkdocs.yml is a page of MkDocs, which has a form of its own; all else is read as a forge
reads it. [tool.rumdl] of pyproject.toml says what rumdl leaves to others. A front matter without an end is all that is
told of its file: rumdl would take the keys for text.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from book.lint import tool
from book.lint.texts import Source
from book.model import ROOT
from lablint.formats.markdown import ENDLESS, Markdown
from lablint.problem import Problem

OPTIONS = ["--no-cache", "--no-exclude", "--show-full-path", "--output-format", "json"]
COMMAND = ["rumdl", "check", *OPTIONS, "--config", str(ROOT / "pyproject.toml")]


def check(sources: Iterable[Source]) -> Iterator[Problem]:
    """Yield what never ends, and what rumdl says."""
    known = tool.by_file(sources)
    asked: dict[str, list[Source]] = {"mkdocs": [], "standard": []}
    for source in sources:
        text = Markdown(source.text)
        if text.endless:
            yield source.problem(1, "front-matter", ENDLESS)
            continue
        asked["mkdocs" if of_mkdocs(source.path) else "standard"].append(source)
        for fence in text.fences:
            if not fence.closed:
                yield source.problem(fence.line, "fence-open", f"never closed; end it with {fence.mark}")
    for flavor, files in asked.items():
        for found in json.loads(tool.run([*COMMAND, "--flavor", flavor], files) or "[]") if files else []:
            yield known[found["file"]].problem(found["line"], found["rule"], found["message"])


def of_mkdocs(path: Path) -> bool:
    """Tell whether a file is a page of a site that MkDocs builds."""
    return any(folder.name == "docs" and (folder.parent / "mkdocs.yml").is_file() for folder in path.parents)
