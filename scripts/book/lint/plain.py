"""What holds for text of every kind: UTF-8, Unix line ends, a last newline, no stray blanks.

Outputs that a run captured keep their blanks and tabs, and formats that need tabs keep those; so does
a here-document of a shell, since `<<-` takes away tabs only. A kind that nobody checks has its own customs.
What holds a NUL byte is no text: passed over, unless its name says that it should be one.
"""

import codecs
from collections.abc import Iterator
from pathlib import Path

from book.lint import kinds
from lablint.problem import Problem

TABS_BELONG = (
    "Makefile",
    "*.mk",
    "*.go",
    "go.mod",
    "*.tsv",
    "*.diff",
    "*.patch",
    "*.console",
    ".gitmodules",
    "*.svg",
    "*.aff",
)
BLANKS_BELONG = ("*.console", "*.diff", "*.patch")
MAY_BE_EMPTY = ("__init__.py", ".gitkeep", ".nojekyll")


def check(path: Path, data: bytes) -> tuple[str | None, list[Problem]]:
    """Return (text, problems) of a file's bytes; the text is None if no checker can read it."""
    kind = kinds.of_file(path)
    if kind == "picture" or (b"\0" in data and kind is None):
        return None, []
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        message = "the file is UTF-16, as PowerShell writes it with >; save it as UTF-8"
        return None, [Problem(path, 1, "not-utf8", message)]
    if b"\0" in data:
        line = data.count(b"\n", 0, data.index(b"\0")) + 1
        return None, [Problem(path, line, "not-text", "a file of this name is text; this one has a NUL byte")]
    if not data.strip():
        found = (
            []
            if path.name in MAY_BE_EMPTY
            else [Problem(path, 1, "empty-file", "the file is empty; fill it or remove it")]
        )
        return None, found
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return None, [Problem(path, line, "not-utf8", "the file is not UTF-8; save it as UTF-8")]
    return text, list(_lines(path, text)) if kinds.of_file(path, text.split("\n", 1)[0]) else []


def _lines(path: Path, text: str) -> Iterator[Problem]:
    if text.startswith("\ufeff"):
        yield Problem(path, 1, "byte-order-mark", "the file begins with a byte order mark; save it without")
    if "\r" in text:
        number = text.count("\n", 0, text.index("\r")) + 1
        yield Problem(path, number, "line-ends", "a carriage return; save the file with Unix line ends")
        return
    lines = text.split("\n")
    if lines[-1]:
        yield Problem(path, len(lines), "final-newline", "the last line does not end; add a newline")
    elif len(lines) > 2 and not lines[-2].strip():
        yield Problem(path, len(lines) - 1, "final-newline", "blank lines at the end; end with one newline")
    tabs = "<<-" not in text and not any(path.match(pattern) for pattern in TABS_BELONG)
    blanks = not any(path.match(pattern) for pattern in BLANKS_BELONG)
    for number, line in enumerate(lines, 1):
        if blanks and line != line.rstrip():
            yield Problem(path, number, "trailing-space", "blanks at the end of the line; remove them")
        if tabs and "\t" in line:
            yield Problem(path, number, "tab", "a tab; use spaces")
