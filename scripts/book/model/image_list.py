"""The images of the book: what its examples run, build on or give to the cluster, and where.

The examples' commands and files name them. docs/images.yaml adds what no file of an example tells:
for which architectures each is published, with the source, which names are an example's own, and
which are wrong on purpose. Where the two do not agree, one of them is out of date.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from book.model import images
from book.model.book import Book
from lablint.formats import yaml


@dataclass
class Image:
    """An image: the chapters that use it, and who: the engine, the nodes of the cluster, or both."""

    name: str
    chapters: list[str]
    engine: bool = False
    cluster: bool = False


def path(book: Book) -> Path:
    """Return where the list stands."""
    return book.docs / "images.yaml"


def used(book: Book) -> dict[str, Image]:
    """Return the images that the examples name, in the order of their names."""
    found: dict[str, Image] = {}
    for chapter in book.chapters:
        for example in chapter.examples:
            commands, texts = example.commands, example.texts
            made = images.made(commands, texts)
            _note(found, chapter.slug, images.used(commands, texts), engine=True)
            _note(found, chapter.slug, images.used_by_nodes(commands, texts) - made, cluster=True)
        for shared in chapter.shared:  # a cluster's nodes are containers of the engine
            text = shared.read_text(encoding="utf-8")
            _note(found, chapter.slug, images.used_by_nodes([], {shared.name: text}), engine=True)
    return dict(sorted(found.items()))


def published(book: Book) -> list[tuple[Image, dict[str, Any]]]:
    """Return the images that can be pulled, each with what the list says of it."""
    known = yaml.read(path(book))["published"]
    return [(image, known[name]) for name, image in used(book).items() if name in known]


def _note(found: dict[str, Image], chapter: str, names: set[str], **who: bool) -> None:
    for name in names:
        image = found.setdefault(name, Image(name, []))
        if chapter not in image.chapters:
            image.chapters.append(chapter)
        for key in who:
            setattr(image, key, True)
