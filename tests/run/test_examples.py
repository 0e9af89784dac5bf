"""Every example of the book tells the truth: its record without an engine, its transcripts with one."""

import os

import pytest

from book.model import Book
from book.run.__main__ import lock, run_one, unmet
from book.run.record import check_record

BOOK = Book()
FOLDERS = BOOK.example_folders()
each_folder = pytest.mark.parametrize("folder", FOLDERS, ids=lambda f: str(f.relative_to(BOOK.docs / "examples")))


@each_folder
def test_every_record_tells_the_truth(folder):
    assert "\n".join(map(str, check_record(folder))) == ""


@pytest.mark.engine
@each_folder
def test_every_transcript_prints_what_the_page_shows(folder, engine):
    if (folder / "not-run.md").exists():
        pytest.skip("it cannot run here, as its not-run.md says")
    if missing := unmet([folder]):
        (pytest.fail if os.environ.get("REQUIRE_ENGINES") == "1" else pytest.skip)("; ".join(missing))
    with lock():
        problems, _ = run_one(folder, update=False, keep=False)
    assert "\n".join(problems) == ""
