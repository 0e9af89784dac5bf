"""Why an example is not run: `not-run.md` has one line `es: …` and one `en: …`, and the page shows it."""

from collections.abc import Iterator

from book.lint.texts import Wanted
from book.model import LANGUAGES, Book
from book.model.example import NOT_RUN
from lablint.formats import files
from lablint.problem import Problem

FORM = " and ".join(f"`{language}: …`" for language in LANGUAGES)


def check(book: Book, wanted: Wanted) -> Iterator[Problem]:
    """Yield reasons that lack a language, and lines that no page would show."""
    for path in filter(wanted, sorted((book.docs / "examples").rglob(NOT_RUN))):
        text, found = files.text(path), set()
        if text is None:
            continue  # said by `reading`
        for number, line in enumerate(text.splitlines(), 1):
            language, mark, reason = line.partition(": ")
            if mark and reason.strip() and language in LANGUAGES and language not in found:
                found.add(language)
            elif line.strip():
                yield Problem(path, number, "not-run-form", f"no page shows this line; write one line {FORM}")
        for language in LANGUAGES:
            if language not in found:
                message = f"the reason is missing in {language}; add a line `{language}: ` and why it is not run"
                yield Problem(path, 1, "not-run-form", message)
