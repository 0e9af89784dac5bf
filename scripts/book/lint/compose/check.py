"""Compose files: what Compose itself would only say when it starts, or not at all.

The schema is asked by `schemas`; here are the names that one part of a file gives and another uses.
Of a few lines on a page only the images' tags are looked at.
"""

from collections.abc import Iterable, Iterator

from book.lint.compose import files, interpolation, references, values
from book.lint.compose.project import project
from book.lint.texts import Source
from lablint.formats.compose import NAME, load
from lablint.problem import Problem

CHECKS = [references.check, values.check, files.check, interpolation.check]


def check(sources: Iterable[Source]) -> Iterator[Problem]:
    """Yield what is wrong with the Compose files among the sources."""
    for source in sources:
        if source.fragment:
            part = load(source.file)
            for _, node in part.services.values() if part else ():
                yield from {source.problem(*found) for found in values.tag(node, [node])}
            continue
        file = load(source.path) if NAME.search(source.path.as_posix()) else None
        if file:
            others, hidden = project(file)
            yield from {source.problem(*found) for check in CHECKS for found in check(file, others, hidden)}
