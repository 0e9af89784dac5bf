"""Nothing of the book is hidden: every example file and every figure is shown, every file has a checker.

A file counts as shown when a page of each language includes it. What stands beside an example
without being part of it (its record, its waivers, the reason why it is not run, its cleanup)
need not be shown, neither need what checks a lab, and neither can what is empty or not text.
A transcript in one language, `01-check.es.console`, is shown by the page of that language.
"""

from collections.abc import Iterator
from pathlib import Path

from book.lint import kinds, texts
from book.lint.texts import Wanted
from book.model import LANGUAGES, Book
from book.model.example import BESIDE, CHECKS, CLEANUP
from book.model.picture import STRUCTURE
from lablint.problem import Problem

LINES = 30


def check(book: Book, wanted: Wanted) -> Iterator[Problem]:
    """Yield examples' files that nobody shows or checks, that are too long, and figures that nobody shows."""
    examples = book.docs / "examples"
    files = [path for path in _files(examples) if wanted(path)]
    specs = {name: path for name, path in book.figures.items() if wanted(path)}
    included, figures = {}, {}
    for language in LANGUAGES if files or specs else ():
        pages = texts.pages(book, language).values()
        included[language] = {path for page in pages for path, _ in [*page.includes, *page.pictures]}
        figures[language] = {name for page in pages for name, _ in page.figures}
    for name, path in specs.items():
        yield from _not_shown(path, name, figures, "figure-not-shown")
    for path in files:
        data = path.read_bytes()
        kind = kinds.of_file(path, data.split(b"\n", 1)[0].decode("utf-8", "replace"))
        if kind is None:
            message = "no check reads files of this name; add its kind to scripts/book/lint/kinds.py"
            yield Problem(path, 1, "unclaimed-file", message)
        elif path.name not in BESIDE | CHECKS | {CLEANUP} and not _is_picture(path, kind) and data.strip():
            yield from _not_shown(path, path.relative_to(examples).as_posix(), included, "example-not-shown")
            yield from _too_long(path, kind, data.count(b"\n"))


def _is_picture(path: Path, kind: str) -> bool:
    """Tell whether a file is a picture, or what a run writes beside that of a page."""
    return kind == "picture" or path.name.endswith(STRUCTURE)


def _not_shown(path: Path, name: str, shown: dict[str, set[str]], rule: str) -> Iterator[Problem]:
    of_one = [language for language in LANGUAGES if name.endswith(f".{language}.console")]
    missing = [f"docs/{language}" for language in of_one or LANGUAGES if name not in shown[language]]
    if missing:
        yield Problem(path, 1, rule, f"no page of {' or '.join(missing)} shows it; include it, or remove it")


def _too_long(path: Path, kind: str, lines: int) -> Iterator[Problem]:
    if kind != "transcript" and lines > LINES:
        message = f"{lines} lines; split it, a page shows whole files of at most {LINES} lines"
        yield Problem(path, LINES + 1, "example-too-long", message)


def _files(base: Path) -> list[Path]:
    return sorted(path for path in base.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
