"""A problem: what every check yields and what a command prints of it, one line each."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, order=True)
class Problem:
    """Something wrong at a line of a file; the order is that of the printed list."""

    path: Path
    line: int  # from 1; 1 where the whole file is meant
    rule: str  # a name of a file in `rules/`, or the name that a tool gives its rule
    message: str  # what is wrong and what to do, in one line

    @property
    def words(self) -> str:
        """The message as one line, without what a terminal would obey."""
        return _printable(" ".join(self.message.split()))

    def place(self, base: Path) -> str:
        """Return the path, relative to `base` where it lies below it."""
        path = self.path.relative_to(base) if self.path.is_relative_to(base) else self.path
        return path.as_posix()

    def shown(self, base: Path) -> str:
        """Return `path:line: rule message`, one line also where a name has a line end."""
        return f"{_printable(self.place(base))}:{self.line}: {self.rule} {self.words}"


def _printable(text: str) -> str:
    return text if text.isprintable() else "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


class CouldNotRun(Exception):
    """A command could not do its work, and nothing can be said; the text says why and what to do."""
