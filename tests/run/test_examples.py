"""Every example of the book prints what its page shows; that its record tells the truth is scripts/lint's to say."""

import os

import pytest

from book.model import Book, Example
from book.run.__main__ import unmet
from book.run.lanes import Lanes

BOOK = Book()
FOLDERS = [example.folder for example in BOOK.examples]
each_folder = pytest.mark.parametrize("folder", FOLDERS, ids=lambda f: str(f.relative_to(BOOK.docs / "examples")))


@pytest.fixture(scope="session")
def reports(request, engine):
    """The reports of the examples whose tests were asked for, by folder; they run in their lanes, all at once."""
    asked = [item.callspec.params["folder"] for item in request.session.items if "reports" in item.fixturenames]
    can = [folder for folder in asked if Example(folder).runs and not unmet([folder])]
    found = {}
    Lanes(can)(begin=lambda report: None, end=lambda report: found.update({report.folder: report}))
    return found


@pytest.mark.engine
@each_folder
def test_every_transcript_prints_what_the_page_shows(folder, reports):
    if not Example(folder).runs:
        pytest.skip("it cannot run here, as its not-run.md says")
    if missing := unmet([folder]):
        (pytest.fail if os.environ.get("REQUIRE_ENGINES") == "1" else pytest.skip)("; ".join(missing))
    assert "\n".join(reports[folder].problems) == ""
