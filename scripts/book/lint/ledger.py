"""Where the book tells what the lecture notes hold, and where it tells right what they had wrong.

docs/ledger.yaml names each row of the notes' inventory and each erratum, with the places that tell
it: `slug#heading-id`, the same on the pages of every language. An empty list is an open row: no
problem, but counted, since the book is complete only when none is left.
"""

from collections.abc import Iterator
from typing import Any

from book.lint import texts
from book.lint.texts import Wanted
from book.model import LANGUAGES, Book
from lablint.formats import yaml
from lablint.formats.yaml import Node
from lablint.problem import Problem

TABLES = {"rows": ("notes", {"chapter", "what", "at"}), "errata": ("errata", {"severity", "at"})}


def check(book: Book, wanted: Wanted) -> Iterator[Problem]:
    """Yield rows of another form, and places that are not on the pages of every language."""
    path = book.docs / "ledger.yaml"
    node = yaml.root(path) if wanted(path) else None
    if node is None:
        return
    for table, key, row, line in _rows(node):
        wants, data = TABLES[table][1], yaml.data_or_none(row)
        if not isinstance(data, dict) or not wants <= data.keys() or not isinstance(data["at"], list):
            message = f"{key} needs {', '.join(sorted(wants))}; `at` is a list of places, [] while it is open"
            yield Problem(path, line, "ledger-form", message)
            continue
        if table == "errata" and data["at"] and not _told_to_readers(data):
            message = f"{key} is told: give the errata page `said` and `right`, each in {' and '.join(LANGUAGES)}"
            yield Problem(path, line, "ledger-form", message)
        for reason in (reason for place in data["at"] for reason in missing(book, place)):
            yield Problem(path, line, "ledger-place", f"{key}: {reason}")


def _told_to_readers(erratum: dict[str, Any]) -> bool:
    return all(in_each_language(erratum.get(name)) for name in ("said", "right"))


def in_each_language(value: object) -> bool:
    """Tell whether a value is a mapping with a text in each language."""
    found = [value.get(language) for language in LANGUAGES] if isinstance(value, dict) else [None]
    return all(isinstance(text, str) and text.strip() for text in found)


def missing(book: Book, place: object) -> Iterator[str]:
    """Yield why a place cannot be reached."""
    slug, mark, heading = str(place).partition("#")
    if not mark or not heading:
        yield f"write {place} as slug#heading-id, such as docker/storage#writable-layer"
        return
    for language in LANGUAGES:
        page = texts.pages(book, language).get(slug)
        if page is None:
            yield f"docs/{language}/{slug}.md does not exist; name a page of the book"
        elif heading not in {item.id for item in page.headings}:
            yield f"docs/{language}/{slug}.md has no heading #{heading}; name the id of one that it has"


def told(book: Book) -> str:
    """Return `notes: 118 of 473 rows told, 355 open; errata: 60 of 185 told`, empty without a ledger."""
    node, parts = yaml.root(book.docs / "ledger.yaml"), []
    for table, (name, _) in TABLES.items():
        if node is None:
            break
        rows = [yaml.data_or_none(row) for kind, _, row, _ in _rows(node) if kind == table]
        done = sum(bool(isinstance(row, dict) and row.get("at")) for row in rows)
        tail = f" rows told, {len(rows) - done} open" if table == "rows" else " told"
        parts.append(f"{name}: {done} of {len(rows)}{tail}")
    return "; ".join(parts)


def _rows(node: Node) -> Iterator[tuple[str, str, Node, int]]:
    """Yield (table, key, value node, line) of every entry."""
    for name, table in node.value if isinstance(node, yaml.MappingNode) else ():
        if name.value in TABLES and isinstance(table, yaml.MappingNode):
            for key, row in table.value:
                yield name.value, key.value, row, key.start_mark.line + 1
