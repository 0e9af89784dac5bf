"""`.dockerignore`: its patterns as Docker reads them.

A pattern is anchored at the context's root, its last matching line counts, and a comment has a line of its own.
The translation follows moby/patternmatcher: `*` stays within a folder, `**` does not, and what lies in an
excluded folder is excluded too unless a later `!` takes it back.
"""

import os
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CLASS = re.compile(r"[\[&|~]|--")  # what Python would take for more within brackets
STARS = 12
MOST = 20_000  # files of a context that are looked at


@dataclass(frozen=True)
class Pattern:
    """A line of the file."""

    line: int
    written: str
    exception: bool
    path: str
    regex: re.Pattern[str] | None  # None where Docker cannot read it

    def matches(self, path: str) -> bool:
        """Tell whether the pattern names a path or a folder above it."""
        parts, regex = path.split("/"), self.regex
        return regex is not None and any(regex.fullmatch("/".join(parts[:n])) for n in range(len(parts), 0, -1))


class Patterns:
    """What a `.dockerignore` excludes."""

    def __init__(self, text: str):
        lines = enumerate(text.removeprefix("\ufeff").split("\n"), 1)
        self.all = [_pattern(number, line) for number, line in lines if line.strip() and not line.startswith("#")]
        self.exceptions = any(pattern.exception for pattern in self.all)

    def excluded(self, path: str) -> bool:
        """Tell whether Docker leaves a path of the context out."""
        found = False
        for pattern in self.all:
            if pattern.exception == found and pattern.matches(path):
                found = not pattern.exception
        return found

    def included(self, folder: Path, below: str = "") -> Iterator[str]:
        """Yield the paths of the files of a context that Docker sees, below a folder of it; at most MOST."""
        seen = 0
        for here, folders, names in os.walk(os.path.join(folder, below)):
            base = os.path.relpath(here, folder).replace(os.sep, "/")
            base = "" if base == "." else f"{base}/"
            if not self.exceptions:
                folders[:] = [name for name in folders if not self.excluded(base + name)]
            if ".git" in folders:
                folders.remove(".git")
                names = [*names, ".git"]
            for name in sorted(names):
                seen += 1
                if seen > MOST:
                    return
                if not self.excluded(base + name):
                    yield base + name
            folders.sort()


def _pattern(number: int, line: str) -> Pattern:
    written = line.strip()
    exception = written.startswith("!")
    path = written[1:].strip() if exception else written
    path = posixpath.normpath(path).replace("//", "/") if path else ""
    path = path[1:] if len(path) > 1 and path[0] == "/" else path
    try:
        regex = re.compile(_translated(path)) if path else None
    except re.error:
        regex = None
    return Pattern(number, written, exception, path, regex)


def _translated(path: str) -> str:
    if path.startswith("**") and path[2:3] not in ("", "/") and not re.search(r"[*?\[\\]", path[2:]):
        return ".*" + re.escape(path[2:])
    path = re.sub(r"(\*\*/)+", "**/", path)
    if path.count("*") > STARS:
        raise re.error("more stars than any matching should try")
    out, at = "", 0
    while at < len(path):
        char = path[at]
        at += 1
        if char == "*" and path[at : at + 1] == "*":
            at += 2 if path[at + 1 : at + 2] == "/" else 1
            out += ".*" if at >= len(path) else "(?:.*/)?"
        elif char in "*?":
            out += "[^/]*" if char == "*" else "[^/]"
        elif char == "\\" and at < len(path):
            out += re.escape(path[at])
            at += 1
        elif char == "[":
            end = path.find("]", at)
            if end <= at:
                raise re.error("a bracket that nothing closes")
            out += "[" + CLASS.sub(r"\\\g<0>", path[at:end]) + "]"
            at = end + 1
        else:
            out += re.escape(char)
    return out
