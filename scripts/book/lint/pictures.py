"""The pictures of pages: what their files ask for, and whether they were ever taken."""

from collections.abc import Callable, Iterator
from pathlib import Path

from book.model import Book
from lablint.formats.yaml import NotYaml
from lablint.problem import Problem


def check(book: Book, wanted: Callable[[Path], bool]) -> Iterator[Problem]:
    """Yield files that ask for no picture, and pictures that are not there."""
    for example in book.examples:
        for picture in example.pictures:
            if not wanted(picture.path):
                continue
            try:
                _ = picture.said
            except NotYaml as error:
                yield Problem(picture.path, error.line, "picture-form", str(error))
            except UnicodeDecodeError:
                continue  # said by `reading`
            folder = example.folder.relative_to(book.root)
            for path in (picture.png, picture.structure):
                if example.runs and not path.exists():
                    message = f"{path.name} is missing; run scripts/run --update {folder}"
                    yield Problem(picture.path, 1, "picture-missing", message)
