"""The glossary's data: every entry has the form that its page is drawn from, and a place that tells the term.

docs/glossary.yaml is a list in the order of the English names, so that two authors who add the same term
meet. An entry has `id`, `at` (slug#heading-id), `term` and `text`, the last two in each language, and perhaps
an `analogy`; `everyday: true` where the word is also used in its everyday sense, so that no page explains it.
"""

import re
from collections.abc import Iterator
from typing import Any

from book.lint.ledger import in_each_language, missing
from book.lint.likeness import near
from book.lint.texts import Wanted
from book.model import LANGUAGES, Book
from lablint.formats import yaml
from lablint.problem import Problem

FIELDS = ("id", "at", "term", "text")
TEXTS = ("term", "text", "analogy")
ID = re.compile(r"term(-[a-z0-9]+)+")
FORM = "{" + ", ".join(f'{language}: "…"' for language in LANGUAGES) + "}"


def check(book: Book, wanted: Wanted) -> Iterator[Problem]:
    """Yield entries that the glossary cannot be drawn from, out of order, or without a place in the book."""
    path = book.docs / "glossary.yaml"
    root = yaml.root(path) if wanted(path) else None
    if root is None:
        return
    if not isinstance(root, yaml.SequenceNode):
        yield Problem(path, 1, "glossary-form", f"write a list of entries, each with {', '.join(FIELDS)}")
        return
    seen: dict[str, int] = {}
    before = ""
    for node in root.value:
        line, entry = node.start_mark.line + 1, yaml.data_or_none(node)
        if not isinstance(entry, dict):
            yield Problem(path, line, "glossary-form", f"this is no entry; write {', '.join(FIELDS)}")
            continue
        lines = {key.value: key.start_mark.line + 1 for key, _ in node.value if isinstance(key, yaml.ScalarNode)}
        for field, message in form(entry):
            yield Problem(path, lines.get(field, line), "glossary-form", message)
        for reason in missing(book, entry["at"]) if isinstance(entry.get("at"), str) else ():
            yield Problem(path, lines["at"], "glossary-place", reason)
        name = str(entry.get("id"))
        if name in seen:
            message = f"{name} stands on line {seen[name]} already; give each term an id of its own"
            yield Problem(path, lines.get("id", line), "glossary-form", message)
        elif "id" in entry:
            seen[name] = lines["id"]
        if in_each_language(entry.get("term")):
            english = entry["term"]["en"]
            if english.casefold() < before.casefold():
                message = f"by their English names {english} comes before {before}; put each in its place"
                yield Problem(path, lines["term"], "glossary-order", message)
            before = english


def form(entry: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield (field, message) of each field that is missing, unknown or of another form."""
    for field in entry.keys() - {*FIELDS, *TEXTS, "everyday"}:
        known = f"an entry has {', '.join(FIELDS)}, perhaps analogy and everyday"
        known += near(str(field), [*FIELDS, *TEXTS, "everyday"])
        yield field, f"`{field}:` is a field that nobody reads; {known}"
    for field in FIELDS:
        if field not in entry:
            yield field, f"`{field}:` is missing; an entry has {', '.join(FIELDS)}"
    for field in TEXTS:
        if field in entry and not (in_each_language(entry[field]) and len(entry[field]) == len(LANGUAGES)):
            yield field, f"`{field}:` needs a text in each language, and no more: {FORM}"
    if "id" in entry and not ID.fullmatch(str(entry["id"])):
        yield "id", f"{entry['id']} is no id; write term- and lower-case words with hyphens, as in term-base-image"
    if entry.get("everyday", True) is not True:
        yield "everyday", "`everyday:` is true, or absent"
    if "at" in entry and not isinstance(entry["at"], str):
        yield "at", "`at:` is one place: slug#heading-id, such as docker/storage#writable-layer"
