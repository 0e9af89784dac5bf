"""Footnotes: where a claim's source stands. That each is defined and used, and their order, is rumdl's to say."""

import re

from book.lint.prose import prose
from lablint.problem import Problem

DEFINITION = re.compile(r"^\[\^([^\]]+)\]:")
LINK = re.compile(r"\]\(|https?://|\]\[")


def check(book, page):
    """Yield footnotes without a name or a link, and those that stand outside the sources."""
    sources = next((heading.line for heading in page.headings if heading.id == "sources"), None)
    lines = list(prose(page))
    for index, (number, line) in enumerate(lines):
        match = DEFINITION.match(line)
        if not match:
            continue
        text = line + "".join(_continued(lines[index + 1 :]))
        if match[1].isdigit():
            yield Problem(
                page.path,
                number,
                "footnote-name",
                f"name it after what it proves, such as [^exit-codes], not {match[1]}",
            )
        if not LINK.search(text):
            yield Problem(page.path, number, "footnote-link", f"[^{match[1]}] has no link; link the primary source")
        if sources is None or number < sources:
            yield Problem(
                page.path,
                number,
                "footnote-place",
                f"[^{match[1]}] belongs under the heading #sources, the page's last",
            )


def _continued(lines):
    for _, line in lines:
        if line.strip() and not line.startswith("    "):
            return
        yield line
