"""What the pages of the two languages must have in common, and whether the translation is up to date.

A translation notes in `source:` the fingerprint of the page it was made from. Everything that a
reader copies or looks at (headings' ids, files, figures, code, boxes, footnotes) is the same on
both pages and in the same order; only the words differ.
"""

import re
from itertools import zip_longest

import yaml

from book.lint.pages import key_line
from book.lint.problem import Problem
from book.lint.prose import prose
from book.model import LANGUAGES

SAME_KEYS = ("minutes", "needs")
BOX = re.compile(r"^(\s*)(!!! *\w+|\?\?\?\+? *\w+|===\+?!? )")
FOOTNOTE = re.compile(r"^\[\^([^\]]+)\]:")


def check(book):
    """Yield the differences of every pair of pages, each at its line of the translation."""
    source, target = LANGUAGES
    pages = {language: {page.slug: page for page in book.pages(language)} for language in LANGUAGES}
    for slug in sorted(pages[source].keys() ^ pages[target].keys()):
        page = pages[source].get(slug) or pages[target][slug]
        other = target if page.language == source else source
        yield Problem(page.path, 1, "page-missing", f"docs/{other}/{slug}.md is missing; every page stands in both languages")
    for slug in sorted(pages[source].keys() & pages[target].keys()):
        yield from pair(pages[source][slug], pages[target][slug])


def pair(source, target):
    """Yield how the translation `target` differs from `source`."""
    try:
        heads = source.front_matter, target.front_matter
    except (yaml.YAMLError, ValueError):
        return  # said by pages
    yield from fingerprint(source, target, heads[1])
    yield from front_matter(target, *heads)
    for rule, what, items in (
        ("parity-headings", "heading", _headings),
        ("parity-includes", "include", lambda page: page.includes),
        ("parity-figures", "figure", lambda page: page.figures),
        ("parity-fences", "code block", _literal_fences),
        ("parity-boxes", "box or tab", _boxes),
        ("parity-footnotes", "footnote", _footnotes),
    ):
        yield from first_difference(rule, what, items(source), items(target), source, target)


def fingerprint(source, target, head):
    """Yield whether the translation was made from the source page as it is now."""
    noted, line = head.get("source"), key_line(target, "source")
    command = f"scripts/new translation {source.slug}"
    if noted is None:
        yield Problem(target.path, line, "translation-stale", f"`source:` is missing; translate docs/{source.language}/{source.slug}.md as it is now, then run {command}")
    elif noted != source.fingerprint:
        yield Problem(target.path, line, "translation-stale", f"docs/{source.language}/{source.slug}.md is now {source.fingerprint}; bring the difference over, then run {command}")


def front_matter(target, source_head, target_head):
    """Yield keys that say something else in the translation."""
    for key in SAME_KEYS:
        if source_head.get(key) != target_head.get(key):
            yield Problem(target.path, key_line(target, key), "parity-front-matter", f"`{key}:` is {source_head.get(key)} in the source, {target_head.get(key)} here")
    counts = [len(head.get("objectives") or []) for head in (source_head, target_head)]
    if counts[0] != counts[1]:
        yield Problem(target.path, key_line(target, "objectives"), "parity-front-matter", f"the source has {counts[0]} objectives, this page {counts[1]}")


def first_difference(rule, what, expected, found, source, target):
    """Yield the first place where two lists of (value, line) differ, at the translation's line."""
    for left, right in zip_longest(expected, found):
        if left and right and left[0] == right[0]:
            continue
        where = f"docs/{source.language}/{source.slug}.md"
        if right is None:
            message = f"the source has one more {what} on line {left[1]} of {where}: {_short(left[0])}"
        elif left is None:
            message = f"the source has no such {what}: {_short(right[0])}"
        else:
            message = f"here {_short(right[0])}, on line {left[1]} of {where} {_short(left[0])}"
        yield Problem(target.path, right[1] if right else len(target.text.splitlines()), rule, message)
        return


def _short(value):
    text = " ".join(str(part) for part in value) if isinstance(value, tuple) else str(value)
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:59]}…"


def _headings(page):
    return [(("#" * heading.level, heading.id or "(no id)"), heading.line) for heading in page.headings]


def _literal_fences(page):
    return [((fence.language, fence.text), fence.line) for fence in page.fences if not fence.includes]


def _boxes(page):
    return [((match[2].strip(), len(match[1])), number) for number, line in prose(page) if (match := BOX.match(line))]


def _footnotes(page):
    return sorted((match[1], number) for number, line in prose(page) if (match := FOOTNOTE.match(line)))
