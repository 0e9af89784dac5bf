"""Footnotes: where a claim's source stands. That each is defined and used, and their order, is rumdl's to say."""

import re
from collections.abc import Iterator

from book.model import Book, Page
from lablint.problem import Problem

LINK = re.compile(r"\]\(|https?://|\]\[")


def check(book: Book, page: Page) -> Iterator[Problem]:
    """Yield footnotes without a name or a link, and those that stand outside the sources."""
    sources = next((heading.line for heading in page.headings if heading.id == "sources"), None)
    for note in page.markdown.footnotes:
        if note.name.isdigit():
            message = f"name it after what it proves, such as [^exit-codes], not {note.name}"
            yield Problem(page.path, note.line, "footnote-name", message)
        if not LINK.search(note.text):
            message = f"[^{note.name}] has no link; link the primary source"
            yield Problem(page.path, note.line, "footnote-link", message)
        if sources is None or note.line < sources:
            message = f"[^{note.name}] belongs under the heading #sources, the page's last"
            yield Problem(page.path, note.line, "footnote-place", message)
