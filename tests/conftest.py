"""What many tests share: the engine, the built site, a browser.

What a machine lacks is skipped by name, unless REQUIRE_ENGINES=1 makes it a failure.
"""

import functools
import http.server
import os
import subprocess
import sys
import threading

import pytest

from book import setup
from book.browser import chromium
from book.handouts.__main__ import write_all
from book.model import ROOT


def lacking(what):
    """Skip the test, saying what is missing; fail instead where everything must be there."""
    if os.environ.get("REQUIRE_ENGINES") == "1":
        pytest.fail(f"REQUIRE_ENGINES=1, but {what}")
    pytest.skip(what)


@pytest.fixture(scope="session")
def engine():
    """A Docker Engine that answers."""
    try:
        answer = subprocess.run(
            ["docker", "version", "--format", "{{.Server.Version}}"], capture_output=True, text=True
        )
    except FileNotFoundError:
        lacking("there is no docker command")
    if answer.returncode:
        lacking(f"no Docker Engine answers: {answer.stderr.strip().splitlines()[-1]}")
    return answer.stdout.strip()


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The folder of the strictly built site."""
    folder = tmp_path_factory.mktemp("built") / "site"
    env = {**os.environ, "SITE_URL": "https://book.example/course/", "HANDOUTS": "all"}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    built = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    return folder


@pytest.fixture(scope="session")
def handouts(site):
    """The folder of the handouts of the built site, all of them written."""
    assert [outcome.problem for outcome in write_all(site) if outcome.problem] == []
    return site / "handouts"


@pytest.fixture(scope="session")
def address(site):
    """Where the built site is served on this machine."""
    handler = functools.partial(_Quiet, directory=site)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture(scope="session")
def has_browser():
    """There is a Chromium."""
    if not setup.chromium():
        lacking("there is no Chromium; scripts/setup check says how to install it")


@pytest.fixture(scope="session")
def browser(has_browser):
    """A headless Chromium."""
    with chromium() as found:
        yield found
