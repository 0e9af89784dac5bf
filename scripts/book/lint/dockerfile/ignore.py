"""`.dockerignore`: its patterns as Docker reads them, and what one who knows `.gitignore` gets wrong.

A pattern is anchored at the context's root, its last matching line counts, and a comment has a line of its own.
The translation follows moby/patternmatcher: `*` stays within a folder, `**` does not, and what lies in an
excluded folder is excluded too unless a later `!` takes it back.
"""

import os
import posixpath
import re
from dataclasses import dataclass

EVERYWHERE = re.compile(
    r"\*\..+|\*~|__pycache__|node_modules|\.DS_Store|\.?venv|\.terraform|\.idea|\.vscode|\.(pytest|mypy|ruff)_cache|\.env.*"
)  # what a folder may have anywhere
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
    regex: re.Pattern | None  # None where Docker cannot read it

    def matches(self, path):
        """Tell whether the pattern names a path or a folder above it."""
        parts = path.split("/")
        return bool(self.regex) and any(self.regex.fullmatch("/".join(parts[:n])) for n in range(len(parts), 0, -1))


class Patterns:
    """What a `.dockerignore` excludes."""

    def __init__(self, text):
        lines = enumerate(text.removeprefix("\ufeff").split("\n"), 1)
        self.all = [_pattern(number, line) for number, line in lines if line.strip() and not line.startswith("#")]
        self.exceptions = any(pattern.exception for pattern in self.all)

    def excluded(self, path):
        """Tell whether Docker leaves a path of the context out."""
        found = False
        for pattern in self.all:
            if pattern.exception == found and pattern.matches(path):
                found = not pattern.exception
        return found

    def included(self, folder, below=""):
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


def _pattern(number, line):
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


def _translated(path):
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


def check(sources):
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


def _comments(source):
    for number, line in enumerate(source.text.split("\n"), 1):
        if not line.startswith("#") and re.search(r"(^|\s)#", line):
            message = "a comment begins at the start of its line; here # is part of the pattern"
            yield source.problem(number, "dockerignore-comment", message)


def _depth(source, patterns):
    """Yield patterns for what may stand anywhere that name nothing at the root, but something deeper that stays in."""
    here = [p for p in patterns.all if p.regex and not p.exception and EVERYWHERE.fullmatch(p.path)]
    if not here or source.path.name != ".dockerignore":
        return
    folder, told = source.path.parent, set()
    at_root = os.listdir(folder)
    for path in patterns.included(folder):
        for pattern in here:
            parts = path.split("/")[1:]
            if pattern in told or not any(map(pattern.regex.fullmatch, parts)):
                continue
            told.add(pattern)
            if not any(map(pattern.regex.fullmatch, at_root)):
                message = (
                    f"{pattern.path} excludes at the context's root only, and {path} stays in; write **/{pattern.path}"
                )
                yield source.problem(pattern.line, "dockerignore-depth", message)
