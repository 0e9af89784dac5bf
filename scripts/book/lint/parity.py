"""What the pages of the two languages must have in common, and whether the translation is up to date.

A translation notes in `source:` the fingerprint of the page it was made from. Everything that a
reader copies or looks at (headings' ids, files, figures, code, boxes, footnotes) is the same on
both pages and in the same order; only the words differ, and transcripts of a program that speaks both
languages: `01-check.es.console` stands where the other page has `01-check.en.console`.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any

from book.lint import texts
from book.model import LANGUAGES, Book, Page
from lablint.problem import Problem

Placed = tuple[object, int]  # what is compared, and its line

SAME_KEYS = ("minutes", "exercise", "needs")
FINGERPRINT = re.compile(r"^source:\s*[\"']?(\w+)")  # read as text: twelve digits could pass for a number


def check(book: Book, page: Page) -> Iterator[Problem]:
    """Yield that a page has no counterpart or, of a translation, how it differs from its source."""
    other = next(language for language in LANGUAGES if language != page.language)
    counterpart = texts.pages(book, other).get(page.slug)
    if counterpart is None:
        message = f"docs/{other}/{page.slug}.md is missing; every page stands in both languages"
        yield Problem(page.path, 1, "page-missing", message)
    elif other == LANGUAGES[0]:
        yield from pair(counterpart, page)


def pair(source: Page, target: Page) -> Iterator[Problem]:
    """Yield how the translation `target` differs from `source`."""
    try:
        heads = source.front_matter, target.front_matter
    except ValueError:
        return  # said by pages
    yield from fingerprint(source, target)
    yield from front_matter(target, *heads)
    for rule, what, items in (
        ("parity-headings", "heading", _headings),
        ("parity-includes", "include", _includes),
        ("parity-figures", "figure", lambda page: page.figures),
        ("parity-figures", "picture", lambda page: page.pictures),
        ("parity-fences", "code block", _literal_fences),
        ("parity-boxes", "box or tab", _boxes),
        ("parity-footnotes", "footnote", _footnotes),
    ):
        if found := first_difference(what, items(source), items(target), _name(source)):
            line, message = found
            yield Problem(target.path, line or max(1, len(target.text.splitlines())), rule, message)


def fingerprint(source: Page, target: Page) -> Iterator[Problem]:
    """Yield whether the translation was made from the source page as it is now."""
    line = target.markdown.line_of("source")
    match = FINGERPRINT.match((target.text.splitlines() or [""])[line - 1])
    if match and match[1] == source.fingerprint:
        return
    what = f"{_name(source)} is now {source.fingerprint}" if match else "`source:` is missing"
    message = f"{what}; translate what differs, then run scripts/new translation {source.slug}"
    yield Problem(target.path, line, "translation-stale", message)


def front_matter(target: Page, source_head: dict[str, Any], target_head: dict[str, Any]) -> Iterator[Problem]:
    """Yield keys that say something else in the translation."""
    for key in SAME_KEYS:
        left, right = source_head.get(key), target_head.get(key)
        if left != right:
            message = f"`{key}:` is {left} in the source, {right} here"
            yield Problem(target.path, target.markdown.line_of(key), "parity-front-matter", message)
    left, right = (head.get("objectives") for head in (source_head, target_head))
    if isinstance(left, list) and isinstance(right, list) and len(left) != len(right):
        message = f"the source has {len(left)} objectives, this page {len(right)}"
        yield Problem(target.path, target.markdown.line_of("objectives"), "parity-front-matter", message)


def first_difference(
    what: str, expected: Sequence[Placed], found: Sequence[Placed], name: str
) -> tuple[int | None, str] | None:
    """Return (line in the translation, message) of the first place where two lists of (value, line) differ.

    The line is None where the translation has come to its end; None is returned if nothing differs.
    """
    for left, right in zip_longest(expected, found):
        if left and right and left[0] == right[0]:
            continue
        if right is None:
            return None, f"{name} has one more {what} on its line {left[1]}: {_short(left[0])}"
        if left is None:
            return right[1], f"{name} has no such {what}: {_short(right[0])}"
        return right[1], f"here {_short(right[0])}, on line {left[1]} of {name} {_short(left[0])}"
    return None


def _name(page: Page) -> str:
    return f"docs/{page.language}/{page.slug}.md"


def _short(value: object) -> str:
    text = " ".join(" ".join(map(str, value)).split()) if isinstance(value, tuple) else str(value)
    return text if len(text) <= 60 else f"{text[:59]}…"


def _headings(page: Page) -> list[Placed]:
    return [(("#" * heading.level, heading.id or "(no id)"), heading.line) for heading in page.headings]


def _includes(page: Page) -> list[Placed]:
    """Return what a page includes; a transcript in its own language counts as the other page's in the other one."""
    return [(name.replace(f".{page.language}.console", ".console"), line) for name, line in page.includes]


def _literal_fences(page: Page) -> list[Placed]:
    return [((fence.language, fence.text), fence.line) for fence in page.fences if not fence.includes]


def _boxes(page: Page) -> list[Placed]:
    return [((box.mark, box.kind, box.depth), box.line) for box in page.markdown.boxes]


def _footnotes(page: Page) -> list[Placed]:
    return sorted((note.name, note.line) for note in page.markdown.footnotes)
