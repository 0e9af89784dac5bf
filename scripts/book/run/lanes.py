"""Run many examples, as many at a time as do not disturb each other, and tell how it goes.

What an example needs follows from its commands: Docker's share names and ports, so each needs the
engine alone; one of Kubernetes that stays in its namespace shares the cluster with others. Two run
at the same time unless one of them needs alone what the other needs too. The same holds between
processes, by locks that are free between two examples: a short run need not wait for a long one.
"""

import contextlib
import os
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from book.model.record import changed
from book.run import recovery
from book.run.account import journal
from book.run.capture import capture
from book.run.cluster import NoCluster
from book.run.engines.all import ENGINES
from book.run.folder import Outcome, Run
from book.run.locks import hold
from book.run.plan import Plan
from book.run.shell import STOP, Stopped
from lablint.formats.transcript import TranscriptError

GIB = 2**30


@dataclass
class Report:
    """What came of an example: its place in the list, what is wrong with it, the files that were written, seconds."""

    folder: Path
    number: int
    problems: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    seconds: float = 0.0
    outcome: Outcome | None = None  # where it came to one


Tell = Callable[[Report], None]


def say(text: str) -> None:
    print(f"scripts/run: {text}", file=sys.stderr, flush=True)


def bearable() -> int:
    """Return how many examples this machine runs at a time: they wait more than they compute."""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return max(1, min(2 * (os.cpu_count() or 1), memory // (2 * GIB)))


def run_one(report: Report, update: bool = False, keep: bool = False,
            doing: Callable[[str], None] = lambda text: None) -> None:  # fmt: skip
    """Run a folder and report what is wrong with it and, with `update`, the names of the files that were written."""
    folder = report.folder
    try:
        plan = Plan.of(folder)
        with claim(plan):
            start = time.monotonic()
            report.outcome = outcome = Run(plan, keep, say=say, doing=doing)()
            report.seconds = time.monotonic() - start
        if update:
            outcome.failures += outcome.untaken
        if outcome.failures or not update:
            found = [*outcome.failures, *outcome.differences]
            report.problems = found or [problem.shown(Path.cwd()) for problem in changed(plan.example)]
        else:
            report.changed = capture(outcome)
    except (TranscriptError, NoCluster) as error:
        report.problems = [str(error)]


@contextlib.contextmanager
def claim(plan: Plan) -> Iterator[None]:
    """Hold what the example needs, after cleaning up behind whoever was killed."""
    while True:
        recovery.recover(say)
        with hold(recovery.needs(plan), lambda: say(f"{plan.example.slug} waits for another run")):
            if not recovery.killed() and not journal(recovery.place_of(plan)).exists():  # nor was anybody meanwhile
                yield
                return


class Lanes:
    """The examples of a run; call it to run them, with what is to be done with each report."""

    def __init__(self, folders: Iterable[Path], update: bool = False, keep: bool = False, jobs: int = 0):
        self.update, self.keep, self.jobs = update, keep, jobs or bearable()
        self.doing: dict[Path, tuple[Report, str]] = {}
        self.waiting = [Report(folder, number) for number, folder in enumerate(folders, 1)]
        self.needs: dict[Path, dict[str, bool]] = {}
        self.running: list[Report] = []
        self.change = threading.Condition()
        self.told = threading.Lock()

    def __call__(self, end: Tell, watch: Callable[[dict[Path, tuple[Report, str]]], None] = lambda doing: None) -> None:
        """Run all; call `end` with the report of each example when it is done, `watch` twice a second."""
        try:
            with ThreadPoolExecutor(self.jobs) as pool:
                work = [pool.submit(self._work, end) for _ in self.waiting[: self.jobs]]
                try:
                    while wait(work, timeout=0.5).not_done:
                        with self.told:
                            watch(dict(self.doing))
                except BaseException:
                    STOP.set()  # each thread ends its step, cleans up and comes back
                    raise
            for one in work:
                one.result()
        finally:
            for engine in ENGINES:
                if any(engine.name in needs for needs in self.needs.values()):
                    engine.settle()

    def _work(self, end: Tell) -> None:
        while report := self._next():
            try:
                with contextlib.suppress(Stopped):
                    run_one(report, self.update, self.keep, partial(self._at, report))
            finally:
                with self.change:
                    self.running.remove(report)
                    self.doing.pop(report.folder, None)
                    self.change.notify_all()
            if STOP.is_set():
                return
            with self.told:
                end(report)

    def _at(self, report: Report, text: str) -> None:
        self.doing[report.folder] = (report, text)

    def _next(self) -> Report | None:
        """Return an example that nothing that is running disturbs; wait for one; None if there are no more."""
        with self.change:
            while self.waiting and not STOP.is_set():
                for report in self.waiting:
                    needs = self._needs(report)
                    if all(apart(needs, self._needs(other)) for other in self.running):
                        self.waiting.remove(report)
                        self.running.append(report)
                        return report
                self.change.wait(0.5)
        return None

    def _needs(self, report: Report) -> dict[str, bool]:
        if report.folder not in self.needs:
            try:
                self.needs[report.folder] = recovery.needs(Plan.of(report.folder))
            except TranscriptError:
                self.needs[report.folder] = {}
        return self.needs[report.folder]


def apart(one: dict[str, bool], other: dict[str, bool]) -> bool:
    """Tell whether two examples with these needs may run at the same time."""
    return not any(one[name] or other[name] for name in one.keys() & other.keys())
