"""Run many examples: one at a time in each lane, the lanes beside each other, and tell how it goes.

Examples of Docker share names and ports, those of Kubernetes the cluster: each kind has a lane, a
lock and a thread. An example that needs both lanes waits until both are free. A lock is free
between two examples: a short run need not wait for a long one.
"""

import contextlib
import fcntl
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path

from book.model import Example
from book.model.record import changed
from book.run import cluster, namespace
from book.run.capture import capture
from book.run.folder import Run
from book.run.recovery import recover
from book.run.shell import STOP, Stopped
from book.run.world import World
from lablint.formats.transcript import TranscriptError
from lablint.problem import CouldNotRun


@dataclass
class Report:
    """What came of an example: its place in the list, what is wrong with it, the files that were written, seconds."""

    folder: Path
    number: int
    problems: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    seconds: float = 0.0


def say(text: str) -> None:
    print(f"scripts/run: {text}", file=sys.stderr, flush=True)


def run_one(folder: Path, update: bool = False, keep: bool = False, doing=lambda text: None):
    """Run a folder; return what is wrong with it and, with `update`, the names of the files that were written."""
    try:
        outcome = Run(folder, keep, say=say, doing=doing)()
        if update:
            outcome.failures += outcome.untaken
        if outcome.failures or not update:
            found = [*outcome.failures, *outcome.differences]
            return found or [problem.shown(Path.cwd()) for problem in changed(Example(folder))], []
        return [], capture(outcome)
    except (TranscriptError, cluster.NoCluster) as error:
        return [str(error)], []


class Lanes:
    """The examples of a run by lane; call it to run them, with what is to be done with each report."""

    def __init__(self, folders: list[Path], update: bool = False, keep: bool = False):
        self.update, self.keep, self.doing = update, keep, {}
        self.lanes: dict[str, list[Report]] = {}
        for number, folder in enumerate(folders, 1):
            self.lanes.setdefault(World(folder).lanes[0], []).append(Report(folder, number))

    def __call__(self, begin, end, watch=lambda doing: None) -> None:
        """Run all; call `begin` and `end` with the report of each example, `watch` twice a second."""
        told = threading.Lock()
        try:
            with ThreadPoolExecutor(len(self.lanes) or 1) as pool:
                work = [pool.submit(self._run, lane, reports, begin, end, told) for lane, reports in self.lanes.items()]
                try:
                    while wait(work, timeout=0.5).not_done:
                        with told:
                            watch(dict(self.doing))
                except BaseException:
                    STOP.set()  # each thread ends its step, cleans up and comes back
                    raise
            for lane in work:
                lane.result()
        finally:
            if any("cluster" in World(report.folder).parts for reports in self.lanes.values() for report in reports):
                namespace.settle()

    def _run(self, lane, reports, begin, end, told) -> None:
        for report in reports:
            with contextlib.suppress(Stopped), lock(World(report.folder).lanes):
                with told:
                    begin(report)
                start = time.monotonic()
                report.problems, report.changed = run_one(
                    report.folder, self.update, self.keep, lambda text, of=report: self.doing.update({lane: (of, text)})
                )
                report.seconds = time.monotonic() - start
            self.doing.pop(lane, None)
            if STOP.is_set():
                return
            with told:
                end(report)


@contextlib.contextmanager
def lock(lanes: list[str] | tuple[str, ...] = ("engine",)):
    """Hold the machine's locks of these lanes, and begin by cleaning up after whoever was killed while holding one."""
    with contextlib.ExitStack() as held:
        for lane in lanes:
            path = Path(tempfile.gettempdir()) / f"book-{lane}.lock"
            try:
                file = held.enter_context(path.open("a"))
            except OSError as error:
                raise CouldNotRun(
                    f"{path}: {error.strerror}; another user's run made it: remove it when that is done"
                ) from error
            if not _free(file):
                say("waiting for another run")
                while not _free(file):
                    if STOP.wait(0.2):
                        raise Stopped
            if killed := recover(lane):
                say(f"cleaned up after a run that was killed in {killed}")
        yield


def _free(file) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
