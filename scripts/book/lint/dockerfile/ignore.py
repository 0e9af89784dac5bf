"""`.dockerignore`: what one who knows `.gitignore` gets wrong."""

import os
import re
from collections.abc import Iterable, Iterator

from book.lint.texts import Source
from lablint.formats.ignore import Patterns
from lablint.problem import Problem

EVERYWHERE = re.compile(
    r"\*\..+|\*~|__pycache__|node_modules|\.DS_Store|\.?venv|\.terraform|\.idea|\.vscode|\.(pytest|mypy|ruff)_cache|\.env.*"
)  # what a folder may have anywhere


def check(sources: Iterable[Source]) -> Iterator[Problem]:
    """Yield lines that do something else than they seem to."""
    for source in sources:
        patterns = Patterns(source.text)
        yield from _comments(source)
        first = next((pattern.line for pattern in patterns.all if not pattern.exception), None)
        for pattern in patterns.all:
            if pattern.regex is None:
                message = f"Docker cannot read the pattern {pattern.written}; close its brackets, name something"
                yield source.problem(pattern.line, "dockerignore-pattern", message)
            elif pattern.path == ".." or pattern.path.startswith("../"):
                message = f"{pattern.path} lies outside the context and is never sent; remove the line"
                yield source.problem(pattern.line, "dockerignore-pattern", message)
            elif pattern.exception and (first is None or pattern.line < first):
                message = f"nothing above excludes {pattern.path}, so that ! takes nothing back; the last line counts"
                yield source.problem(pattern.line, "dockerignore-exception", message)
        if not source.fragment:
            yield from _depth(source, patterns)


def _comments(source: Source) -> Iterator[Problem]:
    for number, line in enumerate(source.text.split("\n"), 1):
        if not line.startswith("#") and re.search(r"(^|\s)#", line):
            message = "a comment begins at the start of its line; here # is part of the pattern"
            yield source.problem(number, "dockerignore-comment", message)


def _depth(source: Source, patterns: Patterns) -> Iterator[Problem]:
    """Yield patterns for what may stand anywhere that name nothing at the root, but something deeper that stays in."""
    here = [(p, p.regex) for p in patterns.all if p.regex and not p.exception and EVERYWHERE.fullmatch(p.path)]
    if not here or source.path.name != ".dockerignore":
        return
    folder, told = source.path.parent, set()
    at_root = os.listdir(folder)
    for path in patterns.included(folder):
        for pattern, regex in here:
            parts = path.split("/")[1:]
            if pattern in told or not any(map(regex.fullmatch, parts)):
                continue
            told.add(pattern)
            if not any(map(regex.fullmatch, at_root)):
                message = (
                    f"{pattern.path} excludes at the context's root only, and {path} stays in; write **/{pattern.path}"
                )
                yield source.problem(pattern.line, "dockerignore-depth", message)
