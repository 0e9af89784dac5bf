"""Names and words: each thing of the book has one, and it is written in one way.

`terms.yaml` is the table. A sentence may quote another word, set it in italics or in code; a footnote and the
text of a link name things as their owners do.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from book.lint.prose import masked
from book.model import Book, Page
from lablint.formats import yaml
from lablint.problem import Problem

ITS_OWN = re.compile(r"\[[^\]]*\]|(?<!\*)\*[^*]+\*(?!\*)")


@cache
def table(language: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """Return (pattern of all words that are not used, {such a word: what to do})."""
    known = yaml.read(Path(__file__).parent / "terms.yaml")
    advice = {
        word: f"in prose write {right}"
        for part in ("names", language)
        for right, words in known[part].items()
        for word in words
    }
    advice |= {word: f"write `{word}` in code font" for word in known["code"]}
    longest = sorted(advice, key=len, reverse=True)
    return re.compile(rf"(?<![\w/.@-])(?:{'|'.join(map(re.escape, longest))})(?![\w/@-]|\.\w)"), advice


def check(book: Book, page: Page) -> Iterator[Problem]:
    """Yield the words of a page that the book writes otherwise."""
    pattern, advice = table(page.language)
    for number, line in page.markdown.prose:
        if number not in page.markdown.notes:
            for match in pattern.finditer(ITS_OWN.sub("…", masked(line))):
                yield Problem(page.path, number, "term", f"“{match[0]}”: {advice[match[0]]}")
