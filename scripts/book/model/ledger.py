"""The ledger, docs/ledger.yaml: where the book tells what the lecture notes hold, and tells right what was wrong."""

from dataclasses import dataclass

from book.model.book import Book
from lablint.formats import yaml


@dataclass(frozen=True)
class Erratum:
    """What the notes had wrong, what is right, in every language, and the places that tell it."""

    name: str
    said: dict[str, str]
    right: dict[str, str]
    at: list[str]


def errata(book: Book) -> list[Erratum]:
    """Return the errata that the book tells right."""
    found = yaml.read(book.docs / "ledger.yaml")["errata"].items()
    return [Erratum(name, entry["said"], entry["right"], entry["at"]) for name, entry in found if entry["at"]]
