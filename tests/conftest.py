"""What many tests share: the engine, the built site, a browser; and at the end, where the time went.

What a machine lacks is skipped by name, unless REQUIRE_ENGINES=1 makes it a failure.
"""

import functools
import http.server
import os
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import contextmanager

import pytest
from xdist.scheduler import LoadScopeScheduling

from book import setup
from book.browser import chromium
from book.handouts.__main__ import write_all
from book.model import ROOT

# Who does the tests of a folder: what one of them makes, all of them use.
WORKERS = {"run": "engine", "figures": "site", "handouts": "site", "site": "site"}


class ByFolder(LoadScopeScheduling):
    """Give one worker all that needs the engine, and another all that needs the built site; the rest is for both.

    Examples wait more than they compute, so that the two hardly disturb each other.
    """

    def _split_scope(self, nodeid):
        folders = nodeid.split("/")[1:-1]
        return WORKERS.get(folders[0], nodeid) if folders else nodeid


def pytest_xdist_make_scheduler(config, log):
    return ByFolder(config, log)


def pytest_xdist_auto_num_workers(config):
    """Two workers for the whole suite, none for what is asked for by name: that is done sooner than they begin."""
    return 2 if config.args_source.name == "TESTPATHS" and not config.option.keyword else 0


def pytest_collection_modifyitems(items):
    """Put the tests of `scripts/run` behind those of the examples, which run meanwhile in a process of their own."""
    examples = [item for item in items if "reports" in item.fixturenames]
    engine = [item for item in items if item.get_closest_marker("engine") and item not in examples]
    others = [item for item in items if item not in examples and item not in engine]
    items[:] = [*examples[:1], *others, *examples[1:], *engine]


def part_of(item):
    """Return the part of the suite that a test belongs to."""
    if "reports" in item.fixturenames:
        return "examples"
    for mark in ("engine", "browser"):
        if item.get_closest_marker(mark):
            return mark
    folder = item.path.parent.name
    return "commands" if folder == "tests" else folder


class Clock:
    """What each part of the suite took; what tests share counts for the part that has its name."""

    SHARED = {"site": "site", "pages": "site", "handouts": "handouts"}

    def __init__(self):
        self.begin, self.seconds, self.tests, self.shared = time.monotonic(), Counter(), Counter(), Counter()

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef):
        begin, inner = time.monotonic(), self.shared.total()
        try:
            return (yield)
        finally:
            if part := self.SHARED.get(fixturedef.argname):
                self.shared[part] += time.monotonic() - begin - (self.shared.total() - inner)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item, call):
        report = yield
        report.clock = {"part": part_of(item), "shared": dict(self.shared)}  # goes from a worker to whoever tells
        self.shared.clear()
        return report

    def pytest_runtest_logreport(self, report):
        part, shared = report.clock["part"], Counter(report.clock["shared"])
        self.seconds.update(shared)
        self.seconds[part] += report.duration - shared.total()
        self.tests[part] += report.when == "setup"

    def pytest_terminal_summary(self, terminalreporter):
        total = time.monotonic() - self.begin
        terminalreporter.section(f"where the time went: {total:.0f} s, with two tests at a time where all run")
        for part, seconds in self.seconds.most_common():
            terminalreporter.line(f"{seconds:7.1f} s  {part} ({self.tests[part]})")


def pytest_configure(config):
    config.pluginmanager.register(Clock())


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
def build():
    """Builds the site of a project strictly, to a folder."""

    def built(root, folder):
        env = {**os.environ, "SITE_URL": "https://book.example/course/", "HANDOUTS": "all"}
        env["PYTHONPATH"] = str(root / "scripts")
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
        done = subprocess.run(command, cwd=root, env=env, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return folder

    return built


@pytest.fixture(scope="session")
def site(tmp_path_factory, build):
    """The folder of the strictly built site."""
    return build(ROOT, tmp_path_factory.mktemp("built") / "site")


@pytest.fixture(scope="session")
def handouts(site):
    """The folder of the handouts of the built site, all of them written."""
    assert [outcome.problem for outcome in write_all(site) if outcome.problem] == []
    return site / "handouts"


@pytest.fixture(scope="session")
def serve():
    """Serves a folder on this machine while a block lasts: a context manager that gives the address."""

    @contextmanager
    def served(folder):
        handler = functools.partial(_Quiet, directory=folder)
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            yield f"http://127.0.0.1:{server.server_port}/"
            server.shutdown()

    return served


@pytest.fixture(scope="session")
def address(site, serve):
    """Where the built site is served on this machine."""
    with serve(site) as found:
        yield found


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
