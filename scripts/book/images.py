"""The images of the book: what its examples run, build on or give to the cluster, and where.

The examples' commands and files name them. docs/images.yaml adds what no file of an example tells:
for which architectures each is published, with the source, which names are an example's own, and
which are wrong on purpose. Where the two do not agree, one of them is out of date.
"""

from dataclasses import dataclass

from book.model import Book, images
from lablint.formats import yaml
from lablint.formats.transcript import TranscriptError, read

LIST = "images.yaml"


@dataclass
class Image:
    """An image: the chapters that use it, and who: the engine, the nodes of the cluster, or both."""

    name: str
    chapters: list[str]
    engine: bool = False
    cluster: bool = False


def used(book: Book) -> dict[str, Image]:
    """Return the images that the examples name, in the order of their names."""
    found: dict[str, Image] = {}
    for chapter in book.chapters:
        for example in chapter.examples:
            commands, texts = _sources(example)
            made = images.made(commands, texts)
            _note(found, chapter.slug, images.used(commands, texts), engine=True)
            _note(found, chapter.slug, images.used_by_nodes(commands, texts) - made, cluster=True)
        for path in chapter.shared:  # a cluster's nodes are containers of the engine
            text = path.read_text(encoding="utf-8")
            _note(found, chapter.slug, images.used_by_nodes([], {path.name: text}), engine=True)
    return dict(sorted(found.items()))


def listed(book: Book) -> dict:
    """Return docs/images.yaml."""
    return yaml.read(book.docs / LIST)


def published(book: Book) -> list[tuple[Image, dict]]:
    """Return the images that can be pulled, each with what the list says of it."""
    known = listed(book)["published"]
    return [(image, known[name]) for name, image in used(book).items() if name in known]


def problems(book: Book) -> list[str]:
    """Return where the list and the examples do not agree."""
    named, known = used(book), listed(book)
    apart = {*known["published"], *known["wrong"]}
    lacking = [name for name in named if name not in apart and name.partition(":")[0] not in known["ours"]]
    found = [f"docs/{LIST}:1: {name} is missing, which {named[name].chapters[0]} uses; add it" for name in lacking]
    idle = [name for name in known["published"] if name not in named]
    return found + [f"docs/{LIST}:1: no example uses {name}; remove it" for name in idle]


def _sources(example):
    commands, texts = [], {}
    for path in example.files:
        try:
            texts[example.name_of(path)] = path.read_text(encoding="utf-8")
            if path.suffix == ".console":
                commands += [step.command for step in read(path)]
        except (UnicodeDecodeError, TranscriptError):
            continue
    return commands, texts


def _note(found, chapter, names, **who) -> None:
    for name in names:
        image = found.setdefault(name, Image(name, []))
        if chapter not in image.chapters:
            image.chapters.append(chapter)
        for key in who:
            setattr(image, key, True)
