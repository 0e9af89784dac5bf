"""`scripts/new` makes nothing that has no place in the book, and says where it would have one."""

import pytest

from book import new
from book.model import Book

REFUSED = [
    ("chapter", "registries", "the part is missing; write part/chapter, such as docker/registries"),
    ("chapter", "docker/a/b", "too many names; write part/chapter"),
    ("chapter", "docker/trailing-", "is no slug"),
    ("chapter", "Docker/X", "is no slug"),
    ("chapter", "docker/", "is no slug"),
    ("example", "names", "the part and the chapter are missing"),
    ("example", "docker/names", "the chapter is missing; write part/chapter/example, such as docker/networks/names"),
    ("example", "docker/nosuch/names", "there is no chapter docker/nosuch; begin it with: scripts/new chapter"),
    ("example", "docker/storage/a/b", "too many names; write part/chapter/example"),
    ("figure", "bridge", "the part is missing; write part/figure, such as docker/bridge"),
    ("figure", "docker/a/b", "too many names; write part/figure"),
]


@pytest.fixture
def book(tmp_path):
    """A book with one chapter."""
    new.begin(Book(tmp_path), "chapter", "docker/storage")
    return Book(tmp_path)


@pytest.mark.parametrize(("kind", "slug", "message"), REFUSED, ids=[" ".join(case[:2]) for case in REFUSED])
def test_what_has_no_place_in_the_book_is_refused(book, kind, slug, message):
    before = sorted(book.root.rglob("*"))
    with pytest.raises(ValueError, match=message):
        new.begin(book, kind, slug)
    assert sorted(book.root.rglob("*")) == before


def test_what_has_a_place_is_made(book):
    made = [
        *new.begin(book, "example", "docker/storage/keep-data")[0],
        *new.begin(book, "figure", "docker/bridge")[0],
        *new.begin(book, "translation", "docker/storage")[0],
    ]
    assert all(path.is_file() for path in made)


def test_what_exists_is_not_written_over(book):
    with pytest.raises(ValueError, match="docs/es/docker/storage.md: exists already"):
        new.begin(book, "chapter", "docker/storage")
