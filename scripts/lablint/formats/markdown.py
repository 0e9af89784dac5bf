"""Markdown as MkDocs with Material reads it: blocks, each with its line.

Fences are taken out first, wherever they stand, as the site's extension (pymdownx.superfences) does; one that is never
closed ends with its box, or where the next one begins, so that what follows is read all the same. The rest are
markdown-it's tokens, which know CommonMark and tables; boxes (`!!! tip "…"`, `??? question "…"`), tabs (`=== "…"`)
and footnotes are containers here, whose body is indented by four. A file of no site has none of these.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from lablint.formats import yaml

HEAD_BEGINS, HEAD_ENDS = re.compile(r"---\n\w[\w-]*:(\s|$)"), re.compile(r"^---[ \t]*$", re.MULTILINE)
ENDLESS = "the --- that ends the front matter is missing; write it on a line of its own, below the last key"
FENCE = re.compile(r"^(?P<indent>[ \t]*)(?P<mark>`{3,}|~{3,})[ \t]*(?P<language>[\w+#.-]*)(?P<rest>[^`]*)$")
INCLUDE = re.compile(r'^\s*--8<--\s+"([^"]+)"\s*$')
ID = re.compile(r"\s*\{\s*#([\w-]+)[^}]*\}\s*$")
CONTAINER = re.compile(
    r"(?P<mark>!!!|\?\?\?|===(?=[+!]*\s+\"))(?P<sign>[+!]*)(?P<rest>.*)|\[\^(?P<note>[^\]\s]+)\]:[ \t]*(?P<text>.*)"
)
TITLED = re.compile(r'\s*(?P<kind>[\w-]*)\s*(?P<title>"[^"]+")?\s*$')
TAKEN_OUT = "\ufffc"  # stands where a fence stood


@dataclass(frozen=True)
class Heading:
    """A heading; `id` is None where the author gave none."""

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
    def lines(self) -> range:
        """The lines of the block, those of its fences included."""
        return range(self.line, self.line + len(self.text.splitlines()) + 1 + self.closed)

    @property
    def includes(self) -> list[tuple[str, int]]:
        """The files that the block shows (pymdownx.snippets), as (path, line)."""
        found = ((INCLUDE.match(text), self.line + offset) for offset, text in enumerate(self.text.splitlines(), 1))
        return [(match[1], line) for match, line in found if match]


@dataclass(frozen=True)
class Box:
    """A box, folded (`???`) or not (`!!!`), or a tab (`===`), and the lines that it takes, its title's included."""

    mark: str
    kind: str  # nothing for a tab, or where it cannot be read
    title: str | None
    lines: range
    depth: int  # how far it is indented

    @property
    def line(self) -> int:
        return self.lines.start

    @property
    def folded(self) -> bool:
        return self.mark == "???"


@dataclass(frozen=True)
class Footnote:
    """The definition of a footnote, and its lines."""

    name: str
    text: str
    lines: range

    @property
    def line(self) -> int:
        return self.lines.start


@dataclass(frozen=True)
class Table:
    """A table, at the line of its head."""

    line: int
    columns: int


@dataclass(frozen=True)
class Link:
    """A link or an image, with the text that it shows."""

    target: str
    text: str
    line: int
    image: bool


class Markdown:
    """A Markdown text and what stands in it."""

    def __init__(self, text: str):
        self.text = text
        self.lines = text.splitlines()

    @cached_property
    def head(self) -> str | None:
        """The text of the front matter, None where there is none, or none that ends."""
        there = self.text.startswith("---\n") and not self.endless
        return self.text[4:].split("\n---", 1)[0] if there else None

    @property
    def endless(self) -> bool:
        """Tell whether it begins with the keys of a front matter that nothing ends."""
        return bool(HEAD_BEGINS.match(self.text)) and not HEAD_ENDS.search(self.text, 3)

    @cached_property
    def front_matter(self) -> dict[str, Any]:
        """What the front matter says, nothing where there is none; raises ValueError if it isn't a mapping."""
        if self.endless:
            raise ValueError(ENDLESS)
        if self.head is None:
            return {}
        found = yaml.parse(self.head) or {}
        if not isinstance(found, dict):
            raise ValueError("the front matter is not a mapping")
        return found

    def line_of(self, key: str) -> int:
        """Return the line of a key of the front matter, 1 if it isn't there."""
        lines = enumerate((self.head or "").splitlines(), 2)
        return next((number for number, line in lines if line.startswith(f"{key}:")), 1)

    @cached_property
    def fences(self) -> list[Fence]:
        """The fenced blocks, also those in boxes, tabs and lists."""
        return list(_fences(self.lines))

    @cached_property
    def code(self) -> set[int]:
        """The lines of the fences."""
        return {number for fence in self.fences for number in fence.lines}

    @cached_property
    def prose(self) -> list[tuple[int, str]]:
        """The lines outside front matter and fences, with their numbers."""
        body = self.head.count("\n") + 3 if self.head is not None else 0
        return [(n, line) for n, line in enumerate(self.lines, 1) if n > body and n not in self.code]

    @cached_property
    def _tokens(self) -> list[Token]:
        lines = [""] * len(self.lines)
        for number, line in self.prose:
            lines[number - 1] = line
        for fence in self.fences:
            for number in fence.lines:
                lines[number - 1] = fence.indent + TAKEN_OUT
        return _PARSER.parse("\n".join(lines))

    @cached_property
    def headings(self) -> list[Heading]:
        """The headings that stand in no box and no list."""
        found = []
        for token, inside in zip(self._tokens, self._tokens[1:], strict=False):
            if token.type == "heading_open" and token.level == 0:
                match = ID.search(inside.content)
                text = inside.content[: match.start()] if match else inside.content
                found.append(Heading(int(token.tag[1]), text, match[1] if match else None, _lines(token).start))
        return found

    @cached_property
    def boxes(self) -> list[Box]:
        """The boxes and tabs."""
        found = []
        for token in self._tokens:
            if token.type == "container_open" and token.meta["mark"]:
                match = TITLED.match(token.meta["rest"])
                kind, title = (match["kind"], match["title"]) if match else ("", None)
                title = title.strip('"') if title else None
                found.append(Box(token.meta["mark"], kind, title, _lines(token), token.meta["indent"]))
        return found

    @cached_property
    def footnotes(self) -> list[Footnote]:
        """The definitions of footnotes."""
        opening = [token for token in self._tokens if token.type == "container_open" and token.meta["note"]]
        found = []
        for token in opening:
            lines = _lines(token)
            text = "\n".join([token.meta["text"], *self.lines[lines.start : lines.stop - 1]])
            found.append(Footnote(token.meta["note"], text, lines))
        return found

    @cached_property
    def notes(self) -> set[int]:
        """The lines of the footnotes."""
        return {number for note in self.footnotes for number in note.lines}

    @cached_property
    def folded(self) -> set[int]:
        """The lines of the folded boxes."""
        return {number for box in self.boxes if box.folded for number in box.lines}

    @cached_property
    def tables(self) -> list[Table]:
        """The tables."""
        found: list[Table] = []
        for token in self._tokens:
            if token.type == "table_open":
                found.append(Table(_lines(token).start, 0))
            elif token.type == "th_open":
                found[-1] = Table(found[-1].line, found[-1].columns + 1)
        return found

    @cached_property
    def links(self) -> list[Link]:
        """The links and images."""
        inside = (token for token in self._tokens if token.type == "inline")
        return [link for token in inside for link in _links(token.children or [], _lines(token).start)]


def _lines(token: Token) -> range:
    first, stop = token.map or (0, 0)
    return range(first + 1, stop + 1)


def _links(tokens: list[Token], line: int) -> Iterator[Link]:
    open_: list[tuple[Token, int, list[str]]] = []
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            line += 1
        elif token.type == "link_open":
            open_.append((token, line, []))
        elif token.type == "link_close":
            opening, begin, texts = open_.pop()
            yield Link(str(opening.attrs["href"]), "".join(texts), begin, False)
        elif token.type == "image":
            yield Link(str(token.attrs["src"]), token.content, line, True)
        if open_ and token.type not in ("link_open", "link_close"):
            open_[-1][2].append(token.content)


def _container(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a box, a tab or a footnote: a rule of markdown-it."""
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    match = CONTAINER.match(line)
    if not match or state.is_code_block(start):
        return False
    if silent:
        return True
    indent, stop = state.sCount[start], start + 1
    while stop < end and (state.isEmpty(stop) or state.sCount[stop] >= indent + 4):
        stop += 1
    while state.isEmpty(stop - 1):
        stop -= 1
    opening = state.push("container_open", "", 1)
    opening.map, opening.meta = [start, stop], {**match.groupdict(), "indent": indent}
    text = state.push("inline", "", 0)
    text.content, text.map, text.children = match["text"] or "", [start, start + 1], []
    outside = state.lineMax, state.blkIndent
    state.lineMax, state.blkIndent = stop, indent + 4
    state.md.block.tokenize(state, start + 1, stop)
    state.lineMax, state.blkIndent = outside
    state.push("container_close", "", -1)
    state.line = stop
    return True


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table")
    may_end = ["paragraph", "reference", "blockquote", "list"]
    parser.block.ruler.before("table", "container", _container, {"alt": may_end})
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser


_PARSER = _parser()


def _fences(lines: list[str]) -> Iterator[Fence]:
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


def _depth(line: str) -> int:
    line = line.expandtabs(4)
    return len(line) - len(line.lstrip())
