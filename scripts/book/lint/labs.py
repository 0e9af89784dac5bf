"""What is checked together: a lab is a folder whose files speak of each other.

In the book each example folder is one lab, and so is every other folder by itself. Outside the book the
folder that is asked for is one lab, with all below it; a file that is asked for alone is checked against
the files beside it, of which nothing is told.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from book.model import Book


@dataclass(frozen=True)
class Lab:
    """A folder, and whether all its files are linted: else a check must look at those beside by itself."""

    folder: Path
    whole: bool


def in_book(book: Book, path: Path) -> bool:
    """Tell whether a file is the book's, or somebody else's."""
    return path.is_relative_to(book.root) and (book.root / "mkdocs.yml").is_file()


def finder(book: Book, asked: Sequence[Path]) -> Callable[[Path], Lab]:
    """Return a function that tells the lab of a file, for the paths that were asked for."""
    examples = {example.folder for example in book.examples}

    def lab(path: Path) -> Lab:
        inside = [folder for folder in path.parents if folder in examples]
        if inside or in_book(book, path):
            folder = inside[-1] if inside else path.parent
            return Lab(folder, any(folder.is_relative_to(other) for other in asked))
        folders = [other for other in asked if other != path and path.is_relative_to(other)]
        return Lab(min(folders), True) if folders else Lab(path.parent, False)

    return lab
