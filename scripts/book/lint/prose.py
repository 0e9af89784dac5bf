"""How the sentences of a page are written: one a line, without the words that hide a condition.

Code, links' addresses and front matter are taken out of a line before it is read. The rule of one
sentence a line looks for a full stop, question or exclamation mark, then space, then a capital or code: an
abbreviation, a single letter (`J. Hykes`, `a. C.`) or a bold lead-in (`**Volumes.** They …`)
before it is no end of a sentence.
"""

import re
from collections.abc import Iterator

from book.model import Book, Page
from lablint.problem import Problem

BANNED = {
    "es": re.compile(r"\b(simplemente|s[oó]lo hay que|obviamente)\b", re.IGNORECASE),
    "en": re.compile(r"\b(simply|just(?!-in-time)|obviously)\b", re.IGNORECASE),
}
COLUMNS = 4

MARKUP = [
    (re.compile(r"(`+)(.+?)\1"), "`…`"),
    (re.compile(r"<!--.*?-->"), ""),
    (re.compile(r"\[\^[^\]]+\]"), ""),
    (re.compile(r"\]\([^)]*\)"), "]"),
    (re.compile(r"<?https?://[^\s>)]+>?"), "`…`"),
    (re.compile(r"</?\w[^>]*>"), ""),
    (re.compile(r"\{[^}]*\}"), ""),
]
QUOTE = re.compile(r"«[^»]*»|“[^”]*”")
NO_SENTENCE = re.compile(r"^\s*(\||#|!!!|\?\?\?|===|\*\[|<|--8<--|$)")
MARKER = re.compile(r"^\s*(?:>\s*)*(?:[-*+]\s+|\d+[.)]\s+|:\s{3})?(?:\[[ x]\]\s+)?")
MAY_END = re.compile(r"[.?!]\S*\s+[^\w`]*[`A-ZÁÉÍÓÚÑÜ]")  # quick, before the line is masked
END = re.compile(r"(?<![.…])[.?!]['\"»”)\]]*\s+[¿¡\"'«“(\[*_]*[`A-ZÁÉÍÓÚÑÜ]")
SHORT = "p. ej|e.g|i.e|etc|vs|cf|Sr|Sra|Dr|Dra|Mr|Mrs|Inc|Ltd|Corp|EE|núm|pág|págs|cap|fig|aprox|approx"
ABBREVIATION = re.compile(rf"(?:^|[\s(«“\"])(?:{SHORT.replace('.', '[.]')}|[^\W\d_])$")


def check(book: Book, page: Page) -> Iterator[Problem]:
    """Yield what is wrong with the words, sentences and tables of a page."""
    yield from words(page)
    yield from sentences(page)
    yield from tables(page)


def masked(line: str) -> str:
    """Return the line without markup and quotes."""
    return QUOTE.sub("quote", plain(line))


def plain(line: str) -> str:
    """Return the line without code, addresses, footnote marks, tags and attribute lists."""
    for pattern, replacement in MARKUP:
        line = pattern.sub(replacement, line)
    return line


def words(page: Page) -> Iterator[Problem]:
    """Yield the words that the book does not use, also in the description and the objectives."""
    banned = BANNED[page.language]
    for number, line in enumerate(page.text.splitlines(), 1):
        if number not in page.markdown.code and banned.search(line) and (match := banned.search(masked(line))):
            message = f"“{match[0]}” hides a condition; state the condition instead"
            yield Problem(page.path, number, "banned-word", message)


def sentences(page: Page) -> Iterator[Problem]:
    """Yield lines that hold more than one sentence; a footnote may."""
    for number, line in page.markdown.prose:
        if number in page.markdown.notes or NO_SENTENCE.match(line) or not MAY_END.search(line):
            continue
        text = MARKER.sub("", masked(line), count=1)
        for match in END.finditer(text):
            if not ABBREVIATION.search(text[: match.start()]):
                begin = text[match.end() - len(match[0].split()[-1]) :]
                message = f"a second sentence begins with “{begin[:24].strip()}”; put it on a line of its own"
                yield Problem(page.path, number, "one-sentence-a-line", message)
                break


def tables(page: Page) -> Iterator[Problem]:
    """Yield tables that are too wide for a phone, at their head."""
    for table in page.markdown.tables:
        if table.columns > COLUMNS:
            message = f"{table.columns} columns do not fit a phone; use at most {COLUMNS}, or two tables"
            yield Problem(page.path, table.line, "table-columns", message)
