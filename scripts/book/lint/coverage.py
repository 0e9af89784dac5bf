"""Nothing of the book is hidden: every example file and every figure is shown, every file has a checker.

A file counts as shown when a page of each language includes it. What stands beside an example
without being part of it (its record, its waivers, the reason why it is not run, its cleanup)
need not be shown, and neither can what is not text.
"""

from book.lint import kinds
from book.lint.problem import Problem
from book.model import LANGUAGES

BESIDE = ("run.json", "waivers.yaml", "not-run.md", "99-cleanup.console")
LINES = 30


def check(book):
    """Yield examples' files that nobody shows or checks, that are too long, and figures that nobody shows."""
    shown = {language: set() for language in LANGUAGES}
    figures = {language: set() for language in LANGUAGES}
    for language in LANGUAGES:
        for page in book.pages(language):
            shown[language].update(path for path, _ in page.includes)
            figures[language].update(name for name, _ in page.figures)
    examples = book.docs / "examples"
    for path in _files(examples):
        head = path.read_bytes()[:200].decode("utf-8", "replace").split("\n", 1)[0]
        kind = kinds.of_file(path, head)
        if kind is None:
            yield Problem(path, 1, "unclaimed-file", "no check reads files of this name; add its kind to scripts/book/lint/kinds.py")
        elif path.name not in BESIDE and kind != "picture":
            yield from _not_shown(path, path.relative_to(examples).as_posix(), shown, "example-not-shown", "includes")
            yield from _too_long(path, kind)
    specs = book.docs / "figures"
    for path in _files(specs):
        if path.suffix == ".yaml":
            name = path.relative_to(specs).with_suffix("").as_posix()
            yield from _not_shown(path, name, figures, "figure-not-shown", "shows")


def _not_shown(path, name, shown, rule, verb):
    missing = [language for language in LANGUAGES if name not in shown[language]]
    if missing:
        yield Problem(path, 1, rule, f"no page of {' or '.join(f'docs/{language}' for language in missing)} {verb} it; what students get is shown to them")


def _too_long(path, kind):
    lines = path.read_bytes().count(b"\n")
    if kind != "transcript" and lines > LINES:
        yield Problem(path, LINES + 1, "example-too-long", f"{lines} lines; split it, a page shows whole files of at most {LINES} lines")


def _files(base):
    return sorted(path for path in base.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
