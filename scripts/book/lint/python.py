"""Python: ruff, its rules and its format, both as pyproject.toml sets them. What a program wrote is its own affair."""

import json
import re
from collections.abc import Iterable, Iterator

from book.lint import tool
from book.lint.texts import Source
from book.model import ROOT
from lablint.problem import Problem

OPTIONS = ["--no-cache", "--output-format", "json", "--config", str(ROOT / "pyproject.toml")]
GENERATED = re.compile(r"^#.*(?:@generated\b|DO NOT EDIT)", re.MULTILINE)
HEAD = 2000  # characters in which a file says so, below a licence
SYNTAX = "invalid-syntax"  # all that counts for a few lines on a page


def check(sources: Iterable[Source]) -> Iterator[Problem]:
    """Yield what `ruff check` says."""
    yield from _ask(["ruff", "check"], sources)


def check_format(sources: Iterable[Source]) -> Iterator[Problem]:
    """Yield the first place of each file that `ruff format` would write otherwise."""
    for problem in _ask(["ruff", "format", "--check"], [source for source in sources if not source.fragment]):
        if problem.rule != SYNTAX:  # said by `ruff check`
            yield problem


def _ask(command: list[str], sources: Iterable[Source]) -> Iterator[Problem]:
    sources = [source for source in sources if not GENERATED.search(source.text[:HEAD])]
    known = tool.by_file(sources)
    found = json.loads(tool.run([*command, *OPTIONS], sources, ok=(0, 1, 2)) or "[]") if sources else []
    for item in found:
        source = known[item["filename"]]
        if source.fragment and item["code"] != SYNTAX:
            continue
        line = item["location"]["row"] if item["location"] else 1
        message = "ruff format would write it otherwise; run it" if item["code"] == "unformatted" else item["message"]
        yield source.problem(line, item["code"], message)
