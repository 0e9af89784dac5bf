"""Every example of the book prints what its page shows; that its record tells the truth is scripts/lint's to say."""

import os
import threading
from concurrent.futures import Future

import pytest

from book.model import Book, Example
from book.run.__main__ import unmet
from book.run.lanes import Lanes
from book.run.shell import STOP

BOOK = Book()
FOLDERS = [example.folder for example in BOOK.examples]
each_folder = pytest.mark.parametrize("folder", FOLDERS, ids=lambda f: str(f.relative_to(BOOK.docs / "examples")))


@pytest.fixture(scope="session")
def reports(request, engine):
    """The reports of the examples whose tests were asked for, by folder; each is there when its example is done."""
    asked = [item.callspec.params["folder"] for item in request.session.items if "reports" in item.fixturenames]
    done = {folder: Future() for folder in asked if Example(folder).runs and not unmet([folder])}

    def run():
        try:
            Lanes(done)(end=lambda report: done[report.folder].set_result(report))
        except BaseException as error:  # whoever waits is told
            for future in done.values():
                if not future.done():
                    future.set_exception(error)

    thread = threading.Thread(target=run)
    thread.start()
    yield done
    STOP.set()  # where the tests were interrupted
    thread.join()
    STOP.clear()


@pytest.mark.engine
@each_folder
def test_every_transcript_prints_what_the_page_shows(folder, reports):
    if not Example(folder).runs:
        pytest.skip("it cannot run here, as its not-run.md says")
    if missing := unmet([folder]):
        (pytest.fail if os.environ.get("REQUIRE_ENGINES") == "1" else pytest.skip)("; ".join(missing))
    assert "\n".join(reports[folder].result().problems) == ""
