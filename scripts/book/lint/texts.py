"""Which files are linted, and what of them the checkers get: whole files, and code that stands on pages.

Inside a Git work tree the files are those that Git knows or would add, elsewhere all that a walk
finds. A file that is empty or not text reaches no checker, `plain` has said what is wrong with it.
"""

import os
import re
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from book.lint import kinds
from book.lint.labs import Lab
from book.model import Book, Page
from lablint.formats.markdown import Fence
from lablint.problem import Problem

Wanted = Callable[[Path], bool]  # whether a path was asked for

PASSED_OVER = {".git", ".venv", "node_modules", "__pycache__"}
SUFFIX = {
    "dockerfile": ".Dockerfile",
    "shell": ".sh",
    "python": ".py",
    "yaml": ".yaml",
    "json": ".json",
    "jsonc": ".jsonc",
    "toml": ".toml",
}
# A prompt, an ellipsis, a <placeholder> or a template: code for a reader, not for a program.
EXCERPT = re.compile(r"^\s*(?:\$|>>>|PS>|%) |\.\.\.|…|<[A-Za-z][^<>\n]*>|\{\{", re.MULTILINE)
MEMBER = re.compile(r"(?:\s|//.*\n)*[^\s/{\[]")  # of an object or list in JSON that is not there


@dataclass(frozen=True)
class Source:
    """A text for a checker: a file, or a fence that was written to a file of its own."""

    path: Path  # where the problem is told: the file itself, or the page
    file: Path  # what a tool opens
    kind: str
    before: int = 0  # lines of the page above the text
    fragment: bool = False  # a few lines of code on a page: whatever needs the whole file does not count
    lab: Lab | None = None  # what it is checked together with; nothing for a fragment

    @property
    def text(self) -> str:
        return self.file.read_text(encoding="utf-8")

    def problem(self, line: int, rule: str, message: str) -> Problem:
        """Return a problem at a line of the text, told where the reader finds it."""
        return Problem(self.path, max(int(line), 1) + self.before, rule, message)


def absolute(path: Path | str) -> Path:
    """Return where a path leads, or the path itself if its links go in a circle."""
    try:
        return Path(path).resolve()
    except (OSError, RuntimeError):
        return Path(path).absolute()


def collect(paths: Iterable[Path]) -> tuple[set[Path], list[Problem]]:
    """Return the set of files at and below the paths, and a problem for each path or link that leads nowhere."""
    files, problems = set(), []
    for path in paths:
        if os.path.isdir(path):
            found, failed = _below(path)
            files.update(found)
            problems += failed
        elif os.path.isfile(path):
            files.add(path)
        else:
            there = os.path.lexists(path)
            message = "this is neither a file nor a folder" if there else "there is no such file or folder"
            problems.append(Problem(path, 1, "path-missing", message))
    return files, problems


def fragments(path: Path, fences: Iterable[Fence], folder: str) -> Iterator[Source]:
    """Write the code that stands in a Markdown file itself into `folder`, and yield it as sources."""
    for fence in fences:
        kind = kinds.of_fence(fence.language) or kinds.ALIASES.get(fence.language)
        if kind in SUFFIX and not fence.includes and fence.text.strip():
            handle, file = tempfile.mkstemp(SUFFIX[kind], dir=folder)
            with open(handle, "w", encoding="utf-8") as written:
                written.write(fence.text)
            yield Source(path, Path(file), kind, before=fence.line, fragment=True)


def whole(fence: Fence) -> bool:
    """Tell whether a fence that nobody wrote for this linter holds code as a program would get it."""
    depths = [len(line) - len(line.lstrip()) for line in fence.text.splitlines() if line.strip()]
    inside = bool(depths) and depths[0] > min(depths)  # it begins within something
    member = fence.language.startswith("json") and MEMBER.match(fence.text)
    return fence.closed and not inside and not member and not EXCERPT.search(fence.text)


@cache
def pages(book: Book, language: str) -> dict[str, Page]:
    """Return {slug: page} of the pages in that language that are text; of others `plain` has said what is wrong."""
    return {page.slug: page for page in book.pages(language) if readable(page)}


def readable(page: Page) -> bool:
    """Tell whether a page is there and UTF-8."""
    try:
        page.front_matter  # noqa: B018 - reading it is the test
    except (OSError, UnicodeDecodeError, RecursionError):
        return False
    except ValueError:
        return True  # said by `pages`
    return True


def _below(folder: Path) -> tuple[set[Path], list[Problem]]:
    """Return (files, problems); links to what exists are passed over: it is linted where it lies."""
    problems: list[Problem] = []
    command = ["git", "-C", str(folder), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, capture_output=True).stdout
    except FileNotFoundError:
        listed = b""
    paths = [folder / os.fsdecode(name) for name in listed.split(b"\0") if name] or _walk(folder, problems)
    links = [path for path in paths if path.is_symlink()]
    for path in links:
        if not os.path.exists(path):
            message = "the link leads nowhere; remove it, or mend what it names"
            problems.append(Problem(path, 1, "link-broken", message))
    return {path for path in paths if path.is_file()}.difference(links), problems


def _walk(folder: Path, problems: list[Problem]) -> list[Path]:
    """Return what lies below a folder, but for other people's code and the folders that its .gitignore names."""
    ignored = folder / ".gitignore"
    lines = ignored.read_text(encoding="utf-8", errors="replace").splitlines() if ignored.is_file() else []
    passed = PASSED_OVER | {line.strip("/") for line in lines if line.endswith("/")}

    def closed(error: OSError) -> None:
        problems.append(Problem(Path(error.filename), 1, "unreadable", f"{error.strerror}; change its permissions"))

    found = []
    for here, folders, names in os.walk(folder, onerror=closed):
        links = [name for name in folders if os.path.islink(os.path.join(here, name))]
        folders[:] = [name for name in folders if name not in passed]
        found += [Path(here, name) for name in [*names, *links]]
    return found
