"""`--kinds`: every kind of file and fence, how many the book has, and who checks them."""

from collections import Counter
from collections.abc import Callable

from book.lint import kinds, texts
from book.lint.registry import BOOK_CHECKS, CHECKERS, LAB_CHECKS, PAGE_CHECKS
from book.model import LANGUAGES, Book


def table(book: Book) -> str:
    """Return one line for each kind: its files and fences in the book, its checks, the names it goes by."""
    files: Counter[str | None] = Counter()
    fences: Counter[str | None] = Counter()
    for path in texts.collect([book.root])[0]:
        with path.open("rb") as file:
            files[kinds.of_file(path, file.readline().decode("utf-8", "replace"))] += 1
    for language in LANGUAGES:
        for page in texts.pages(book, language).values():
            fences.update(kinds.of_fence(fence.language) for fence in page.fences)
    rows = [("KIND", "FILES", "FENCES", "CHECKS", "NAMES")]
    for kind in [*CHECKERS, "plain", "picture"]:
        names = [name for known, patterns in kinds.NAMES if known == kind for name in patterns]
        names += [f"```{language}" for language, known in kinds.LANGUAGES.items() if known == kind]
        checks = ["text", *map(_name, CHECKERS.get(kind, []))] if kind != "picture" else ["-"]
        rows.append((kind, str(files[kind]), str(fences[kind]), " ".join(checks), " ".join(names) or "-"))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    more = [
        f"each {what}: {' '.join(map(_name, checks))}"
        for what, checks in (("folder", LAB_CHECKS), ("page", PAGE_CHECKS), ("book", BOOK_CHECKS))
    ]
    return "\n".join([*lines, "", *more, f"nobody's: {files[None]} files, {fences[None]} fences"])


def _name(check: Callable[..., object]) -> str:
    """Return what a check is called: its module, and what of it where it has several."""
    module = check.__module__.removeprefix("book.").removeprefix("lint.")
    return module + check.__name__.removeprefix("check").replace("_", ".", 1)
