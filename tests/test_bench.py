"""What the figures of `scripts/bench` count."""

import pytest

from book.bench import __main__ as bench
from book.bench.visit import weight
from book.model import Book
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
