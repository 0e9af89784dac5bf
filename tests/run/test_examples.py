"""Every example of the book prints what its page shows; that its record tells the truth is scripts/lint's to say."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest

from book.model import ROOT, Book, Example
from book.run.__main__ import unmet

BOOK = Book()
FOLDERS = [example.folder for example in BOOK.examples]
each_folder = pytest.mark.parametrize("folder", FOLDERS, ids=lambda f: str(f.relative_to(BOOK.docs / "examples")))


RUN = """
import json, sys
from pathlib import Path
from book.run.lanes import Lanes
Lanes(map(Path, sys.argv[1:]))(lambda report: print(json.dumps([str(report.folder), report.problems]), flush=True))
"""

Reports = dict[Path, "Future[list[str]]"]


@pytest.fixture(scope="session")
def reports(request: pytest.FixtureRequest, engine: str) -> Iterator[Reports]:
    """What is wrong with each example whose test was asked for, there as soon as it is done.

    They run in a process of their own, since the other tests go on meanwhile and change what a process has.
    """
    asked = [item.callspec.params["folder"] for item in request.session.items if "reports" in item.fixturenames]
    done: Reports = {folder: Future() for folder in asked if Example(folder).runs and not unmet([folder])}
    command = [sys.executable, "-c", RUN, *map(str, done)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True
    )

    def read() -> None:
        for line in process.stdout or ():
            folder, problems = json.loads(line)
            done[Path(folder)].set_result(problems)
        for future in done.values():
            if not future.done():
                future.set_exception(RuntimeError(f"the run ended before it, with {process.wait()}"))

    thread = threading.Thread(target=read)
    thread.start()
    yield done
    if process.poll() is None:  # the tests were interrupted: it cleans up
        process.send_signal(signal.SIGINT)
    thread.join()
    process.wait()


@pytest.mark.engine
@each_folder
def test_every_transcript_prints_what_the_page_shows(folder: Path, reports: Reports) -> None:
    if not Example(folder).runs:
        pytest.skip("it cannot run here, as its not-run.md says")
    if missing := unmet([folder]):
        (pytest.fail if os.environ.get("REQUIRE_ENGINES") == "1" else pytest.skip)("; ".join(missing))
    assert "\n".join(reports[folder].result()) == ""
