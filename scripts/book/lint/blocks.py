"""What stands between the headings of a page: code, what it includes, figures, boxes.

Code on a page is a file of docs/examples that the page includes, or a few lines in a language that
a checker reads. Output is never typed.
"""

from collections.abc import Iterator

from book.lint import kinds
from book.model import Book, Page
from lablint.formats import transcript
from lablint.formats.markdown import INCLUDE, Fence
from lablint.problem import Problem

BOXES = {
    "!!!": ("note", "tip", "warning", "danger", "pause"),
    "???": ("predict", "deeper", "question", "hint", "solution", "teacher"),
}
BOX_FORM = " or ".join(f'{mark} {"|".join(names)} "Title"' for mark, names in BOXES.items())


def check(book: Book, page: Page) -> Iterator[Problem]:
    """Yield what is wrong with the blocks of a page."""
    yield from fences(page)
    yield from includes(book, page)
    yield from boxes(page)


def fences(page: Page) -> Iterator[Problem]:
    """Yield fences that nobody checks, or that hold output typed by hand."""
    for fence in page.fences:
        if kinds.of_fence(fence.language) is None:
            language, known = fence.language or "no language", ", ".join(sorted(kinds.LANGUAGES))
            message = f"no check reads a fence with {language}; known are {known}"
            yield Problem(page.path, fence.line, "unclaimed-fence", message)
        elif kinds.of_fence(fence.language) == "transcript":
            yield from _typed_output(page, fence)


def _typed_output(page: Page, fence: Fence) -> Iterator[Problem]:
    for number, line in enumerate(transcript.lines(fence.text), fence.line + 1):
        if not line.prompt and line.text.strip() and not INCLUDE.match(line.text):
            message = "output is captured, not typed: include a transcript of docs/examples"
            yield Problem(page.path, number, "typed-output", message)
            return


def includes(book: Book, page: Page) -> Iterator[Problem]:
    """Yield includes that name no file or have another form, and figures that do not exist."""
    for number, line in enumerate(page.text.splitlines(), 1):
        if "--8<--" in line and not (number in page.markdown.code and INCLUDE.match(line)):
            message = 'an include is a line --8<-- "part/chapter/example/file" inside a fence'
            yield Problem(page.path, number, "include-form", message)
    for path, number in page.includes:
        if not (book.docs / "examples" / path).is_file():
            message = f"docs/examples/{path} does not exist; name a whole file by its path below docs/examples"
            yield Problem(page.path, number, "include-missing", message)
    for name, number in page.figures:
        if name not in book.figures:
            yield Problem(page.path, number, "figure-missing", f"docs/figures/{name}.yaml does not exist")


def boxes(page: Page) -> Iterator[Problem]:
    """Yield boxes of a kind that the book does not have, or without a title."""
    for box in page.markdown.boxes:
        if box.mark in BOXES and (box.kind not in BOXES[box.mark] or not box.title):
            yield Problem(page.path, box.line, "box-form", f"write {BOX_FORM}")
