"""How the sentences of a page are written: one a line, without the words that hide a condition.

Code, links' addresses and front matter are taken out of a line before it is read. The rule of one
sentence a line looks for a full stop, question or exclamation mark, then space, then a capital: an
abbreviation, a single letter (`J. Hykes`, `a. C.`) or a bold lead-in (`**Volumes.** They …`)
before it is no end of a sentence.
"""

import re

from book.lint.problem import Problem
from book.model import LANGUAGES

BANNED = {
    "es": re.compile(r"\b(simplemente|s[oó]lo hay que|obviamente)\b", re.IGNORECASE),
    "en": re.compile(r"\b(simply|just(?!-in-time)|obviously)\b", re.IGNORECASE),
}
COLUMNS = 4

MASKS = [
    (re.compile(r"(`+)(.+?)\1"), "code"),
    (re.compile(r"<!--.*?-->"), ""),
    (re.compile(r"\[\^[^\]]+\]"), ""),
    (re.compile(r"\]\([^)]*\)"), "]"),
    (re.compile(r"<?https?://[^\s>)]+>?"), "link"),
    (re.compile(r"</?\w[^>]*>"), ""),
    (re.compile(r"\{[^}]*\}"), ""),
]
NO_SENTENCE = re.compile(r'^\s*(\||#|!!!|\?\?\?|===|\[\^[^\]]+\]:|\*\[|<|--8<--|$)')
MARKER = re.compile(r"^\s*(?:>\s*)*(?:[-*+]\s+|\d+[.)]\s+|:\s{3})?(?:\[[ x]\]\s+)?")
END = re.compile(r"(?<![.…])[.?!]['\"»”)\]]*\s+[¿¡\"'«“(\[*_]*[A-ZÁÉÍÓÚÑÜ]")
ABBREVIATION = re.compile(
    r"(?:^|[\s(«“\"])(?:p\. ej|e\.g|i\.e|etc|vs|cf|Sra?|Dra?|Mr|Mrs|Inc|Ltd|Corp|EE|núm|págs?|cap|fig|aprox|approx|No|[^\W\d_])$",
)
DELIMITER = re.compile(r"^\s*\|?[\s:|-]*-[\s:|-]*\|[\s:|-]*$")


def check(book):
    """Yield the problems of every page's sentences and tables."""
    for language in LANGUAGES:
        for page in book.pages(language):
            yield from words(page)
            yield from sentences(page)
            yield from tables(page)


def masked(line):
    """Return the line without code, addresses, footnote marks, tags and attribute lists."""
    for pattern, replacement in MASKS:
        line = pattern.sub(replacement, line)
    return line


def prose(page):
    """Yield (line number, text) of all lines outside front matter and fences."""
    skipped = set()
    for fence in page.fences:
        skipped.update(range(fence.line, fence.line + len(fence.text.splitlines()) + 2))
    if page.text.startswith("---\n"):
        skipped.update(range(1, page.text[4:].split("\n---", 1)[0].count("\n") + 4))
    for number, line in enumerate(page.text.splitlines(), 1):
        if number not in skipped:
            yield number, line


def words(page):
    """Yield the words that the book does not use, also in the description and the objectives."""
    inside = {line for fence in page.fences for line in range(fence.line, fence.line + len(fence.text.splitlines()) + 2)}
    for number, line in enumerate(page.text.splitlines(), 1):
        if number not in inside and (match := BANNED[page.language].search(masked(line))):
            yield Problem(page.path, number, "banned-word", f"“{match[0]}” hides a condition; state the condition instead")


def sentences(page):
    """Yield lines that hold more than one sentence."""
    for number, line in prose(page):
        if NO_SENTENCE.match(line) or line.startswith("    ") and _in_footnote(page, number):
            continue
        text = MARKER.sub("", masked(line), count=1)
        for match in END.finditer(text):
            if not ABBREVIATION.search(text[: match.start()]):
                begin = match[0].split()[-1]
                rest = text[match.end() - len(begin) :]
                yield Problem(page.path, number, "one-sentence-a-line", f"a second sentence begins with “{rest[:24].strip()}”; put it on a line of its own")
                break


def _in_footnote(page, number):
    lines = page.text.splitlines()
    for line in reversed(lines[: number - 1]):
        if line and not line.startswith("    "):
            return bool(re.match(r"\[\^[^\]]+\]:", line))
    return False


def tables(page):
    """Yield tables that are too wide for a phone, at their head."""
    before = ""
    for number, line in prose(page):
        if DELIMITER.match(line) and "|" in before:
            columns = line.strip().strip("|").count("|") + 1
            if columns > COLUMNS:
                yield Problem(page.path, number - 1, "table-columns", f"{columns} columns do not fit a phone; use at most {COLUMNS}, or two tables")
        before = line
