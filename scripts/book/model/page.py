"""A page as text: its front matter, headings and fences, what it includes and shows, each with its line.

Nothing here knows MkDocs, so that checks, runs and handouts outlive it.
"""

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lablint.formats import yaml

HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*(?:\{\s*#([\w-]+)[^}]*\})?\s*$")
INCLUDE = re.compile(r'^\s*--8<--\s+"([^"]+)"\s*$')
PICTURE = re.compile(r"!\[[^\]]*\]\(([^)\s]*examples/([^)\s]+\.page\.yaml))\)")
FIGURE = re.compile(r"!\[[^\]]*\]\(([^)\s]*figures/([^)\s]+)\.yaml)\)")
HEAD_BEGINS, HEAD_ENDS = re.compile(r"---\n\w[\w-]*:(\s|$)"), re.compile(r"^---[ \t]*$", re.MULTILINE)
FENCE = re.compile(r"^(?P<indent>[ \t]*)(?P<mark>`{3,}|~{3,})[ \t]*(?P<language>[\w+#.-]*)(?P<rest>[^`]*)$")
ENDLESS = "the --- that ends the front matter is missing; write it on a line of its own, below the last key"


def endless(text):
    """Tell whether a Markdown text begins with the keys of a front matter that nothing ends."""
    return bool(HEAD_BEGINS.match(text)) and not HEAD_ENDS.search(text, 3)


@dataclass(frozen=True)
class Heading:
    """A heading of a page; `id` is None where the author gave none."""

    level: int
    text: str
    id: str | None
    line: int


@dataclass(frozen=True)
class Fence:
    """A fenced block: its language, what stands behind it, its text and its lines from 1."""

    language: str
    attributes: str
    text: str
    line: int  # of the opening fence
    indent: str
    mark: str
    closed: bool

    @property
    def lines(self):
        """The lines of the block, those of its fences included."""
        return range(self.line, self.line + len(self.text.splitlines()) + 1 + self.closed)

    @property
    def includes(self):
        """The files of docs/examples that the block shows, as (path, line)."""
        found = []
        for offset, text in enumerate(self.text.splitlines(), 1):
            if match := INCLUDE.match(text):
                found.append((match[1], self.line + offset))
        return found


class Page:
    """A Markdown page: `language`, `slug` (`docker/dockerfile`) and what stands in it."""

    def __init__(self, path, language, slug):
        self.path, self.language, self.slug = Path(path), language, slug

    @cached_property
    def text(self):
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def front_matter(self):
        """The YAML head as a dict, empty where there is none; raises ValueError if it isn't a mapping or never ends."""
        if not self.text.startswith("---\n"):
            return {}
        if endless(self.text):
            raise ValueError(ENDLESS)
        head = self.text[4:].split("\n---", 1)[0]
        found = yaml.parse(head) or {}
        if not isinstance(found, dict):
            raise ValueError("the front matter is not a mapping")
        return found

    @cached_property
    def fences(self):
        return list(fences(self.text))

    @cached_property
    def headings(self):
        inside = set()
        for fence in self.fences:
            inside.update(fence.lines)
        head = self.text.count("\n", 0, self.text.find("\n---", 3) + 1) + 1 if self.text.startswith("---\n") else 0
        found = []
        for number, line in enumerate(self.text.splitlines(), 1):
            if number > head and number not in inside and (match := HEADING.match(line)):
                found.append(Heading(len(match[1]), match[2], match[3], number))
        return found

    @cached_property
    def includes(self):
        """What the page takes from docs/examples, as (path, line), in order."""
        return [found for fence in self.fences for found in fence.includes]

    @cached_property
    def figures(self):
        """The figures that the page shows, as (name, line): `docker/storage-options`."""
        found = []
        for number, line in enumerate(self.text.splitlines(), 1):
            found += [(match[2], number) for match in FIGURE.finditer(line)]
        return found

    @cached_property
    def pictures(self):
        """The pictures of pages that the page shows, as (path below docs/examples, line)."""
        found = []
        for number, line in enumerate(self.text.splitlines(), 1):
            found += [(match[2], number) for match in PICTURE.finditer(line)]
        return found

    @property
    def fingerprint(self):
        """What a translation notes of its source: 12 hexadecimal digits of the file's SHA-256."""
        return hashlib.sha256(self.path.read_bytes()).hexdigest()[:12]

    @property
    def title(self):
        return next((h.text for h in self.headings if h.level == 1), self.slug)


def fences(text):
    """Yield every fenced block of a Markdown text, also inside admonitions, tabs and lists.

    One that is never closed ends with its box, or where the next one begins: what follows is read all the same.
    """
    lines = text.splitlines()
    number = 0
    while number < len(lines):
        opening = FENCE.match(lines[number])
        if not opening:
            number += 1
            continue
        mark = f"{re.escape(opening['mark'][0])}{{{len(opening['mark'])},}}"
        closing, another = re.compile(rf"^[ \t]*{mark}[ \t]*$"), re.compile(rf"^[ \t]*{mark}[ \t]*\w[^`]*$")
        depth, end, closed = _depth(opening["indent"]), number + 1, False
        while end < len(lines) and not (closed := bool(closing.match(lines[end]))):
            # Three blanks less than its fence, a line may still belong to the same box or item.
            if another.match(lines[end]) or (lines[end].strip() and _depth(lines[end]) + 3 < depth):
                break
            end += 1
        indent = opening["indent"]
        body = "".join(f"{line.removeprefix(indent)}\n" for line in lines[number + 1 : end])
        language, attributes = opening["language"].lower(), opening["rest"].strip()
        yield Fence(language, attributes, body, number + 1, indent, opening["mark"], closed)
        number = end + closed


def _depth(line):
    line = line.expandtabs(4)
    return len(line) - len(line.lstrip())
