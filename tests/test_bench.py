"""What the figures of `scripts/bench` count."""

import pytest

from book.bench import __main__ as bench
from book.bench.growth import AGAIN, copy, double
from book.bench.visit import weight
from book.model import LANGUAGES, Book
from book.model.page import Page


def test_the_words_of_a_page_are_those_of_its_prose(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("---\nminutes: 3\n---\n\n# One two\n\n```sh\nls now\n```\n\nThree.\n", encoding="utf-8")
    assert bench.words(Page(path, "es", "a")) == 3


def test_text_counts_compressed_and_pictures_do_not():
    assert weight("text/html; charset=utf-8", b"tango " * 1000) < 100
    assert weight("image/svg+xml", b"<g/>" * 1000) < 100
    assert weight("font/woff2", b"tango " * 1000) == 6000


def test_a_command_that_fails_is_no_figure():
    with pytest.raises(bench.CouldNotMeasure, match="book.lint --explain nothing ended with 2: scripts/lint: no rule"):
        bench.measured("book.lint", "--explain", "nothing")


def test_the_chapter_that_stands_for_all_is_written():
    assert bench.chapter(Book()).page("es").path.is_file()


def test_the_book_twice_has_a_whole_twin_of_every_chapter(tmp_path):
    root = copy(tmp_path / "book")
    double(root)
    book, once = Book(root), Book()
    assert len(book.chapters) == 2 * len(once.chapters)
    for slug in [chapter.slug for chapter in once.chapters]:
        chapter, twin = book.chapter(slug), book.chapter(slug + AGAIN)
        assert [example.folder.name for example in twin.examples] == [one.folder.name for one in chapter.examples]
        for language in LANGUAGES:
            page = twin.page(language)
            shown = [book.docs / "examples" / path for path, _ in page.includes]
            drawn = [book.docs / "figures" / f"{name}.yaml" for name, _ in page.figures]
            assert all(path.is_file() for path in [*shown, *drawn])
            own = [path for path in shown if path.is_relative_to(book.docs / "examples" / slug)]
            assert own == [] and all(path.stem.endswith(AGAIN) for path in drawn)
        assert twin.page("en").front_matter.get("source") == twin.page("es").fingerprint


def test_growth_is_told_for_each_tool_beside_what_it_may_be(monkeypatch, tmp_path):
    works = iter([{"lint": 10.0, "build": 4.0}, {"lint": 19.0, "build": 10.0}])
    monkeypatch.setattr(bench, "works", lambda root: (root / ".cache").mkdir(exist_ok=True) or next(works))
    assert list(bench.growth(Book(), tmp_path)) == [
        ("lint with every chapter twice (19.0 s of work, 10.0 s with each once)", "× 1.90", "≤ × 2"),
        ("build with every chapter twice (10.0 s of work, 4.0 s with each once)", "× 2.50", "≤ × 2"),
    ]
