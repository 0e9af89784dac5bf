"""What of a file reaches the checkers: its text, unless its name, size or nesting could stop one of them.

A student's folder holds data sets, dumps and broken names. Nobody reads a file of more than a
megabyte; YAML that a few lines of aliases blow up, or that nests deeper than any hand would write, is told
and reaches no tool, since a tool would not come back from it.
"""

import re
from pathlib import Path

from book.lint import kinds, plain
from lablint.formats import yaml
from lablint.formats.files import LARGEST, beginning
from lablint.problem import Problem

UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


def read(path: Path) -> tuple[str | None, list[Problem]]:
    """Return (text, problems) of a file; the text is None if no checker can read it."""
    if UNPRINTABLE.search(str(path)):
        message = "the name has characters that cannot be printed; rename the file"
        return None, [Problem(path, 1, "file-name", message)]
    try:
        data = beginning(path)
    except OSError as error:
        return None, [Problem(path, 1, "unreadable", f"{error.strerror}; change its permissions")]
    if len(data) > LARGEST:
        if kinds.of_file(path) in (None, "picture"):
            return None, []
        message = f"no check reads more than {LARGEST // 1_000_000} MB; remove the file or split it"
        return None, [Problem(path, 1, "too-large", message)]
    content, problems = plain.check(path, data)
    if content and (found := _blows_up(path, content)):
        return None, [*problems, found]
    return content, problems


def _blows_up(path: Path, content: str) -> Problem | None:
    kind = kinds.of_file(path)
    if kind == "markdown" and content.startswith("---\n"):
        found = yaml.bomb(content[4:].split("\n---", 1)[0])
    else:
        found = yaml.bomb(content) if kind == "yaml" else None
    return found and Problem(path, found[0], "yaml-bomb", found[1])
