"""The glossary, docs/glossary.yaml: each term with what it means, in every language, and the place that explains it."""

from dataclasses import dataclass

from book.model.book import Book
from lablint.formats import yaml

Words = dict[str, str]  # by language


@dataclass(frozen=True)
class Term:
    """An entry of the glossary."""

    id: str
    at: str  # docker/storage#writable-layer
    term: Words
    text: Words
    analogy: Words | None = None
    everyday: bool = False  # the word is used in its everyday sense too: no page explains it by itself


def terms(book: Book) -> list[Term]:
    """Return the entries in the order of the file; raises TypeError for one of another form, which the linter tells."""
    return [Term(**entry) for entry in yaml.read(book.docs / "glossary.yaml")]
