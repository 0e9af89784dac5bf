"""Draw handouts in several processes, none of which takes another along."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from book.handouts.built import read
from book.handouts.paper import STUDENT, TEACHER, handout
from book.handouts.pdf import write

SUFFIX = {STUDENT: "", TEACHER: "-teacher"}
DIED = "the process that drew it died, perhaps for want of memory"


@dataclass(frozen=True)
class Handout:
    """One handout of the site: a chapter in a language and an edition."""

    site: Path
    language: str
    slug: str
    edition: str

    @property
    def path(self) -> Path:
        return self.site / "handouts" / self.language / f"{self.slug}{SUFFIX[self.edition]}.pdf"


@dataclass(frozen=True)
class Outcome:
    """What came of a handout: the number of pages that were drawn, none if it is as before, or what is wrong."""

    handout: Handout
    pages: int = 0
    problem: str = ""


def draw(one: Handout, target: Path) -> Outcome:
    """Draw a handout to a file; whatever goes wrong with it stops no other."""
    try:
        return Outcome(one, pages=write(handout(read(one.site, one.language, one.slug), one.edition), target))
    except Exception as error:
        return Outcome(one, problem=f"{error}" or repr(error))


def all_drawn(jobs: dict[Handout, Path]) -> Iterator[Outcome]:
    """Draw handouts in processes; one that ends its process is tried again by itself, so that it takes none along."""
    died = []
    with _processes(min(len(jobs), os.cpu_count() or 1)) as pool:
        work = {pool.submit(draw, one, target): one for one, target in jobs.items()}
        try:
            for future in as_completed(work):
                try:
                    yield future.result()
                except BrokenProcessPool:
                    died.append(work[future])
        finally:
            pool.shutdown(cancel_futures=True)
    for one in died:
        with _processes(1) as alone:
            try:
                yield alone.submit(draw, one, jobs[one]).result()
            except BrokenProcessPool:
                yield Outcome(one, problem=DIED)


def _processes(number: int) -> ProcessPoolExecutor:
    """Return processes that leave an interruption to the one that started them."""
    ignore = (signal.SIGINT, signal.SIG_IGN)
    return ProcessPoolExecutor(number, get_context("spawn"), initializer=signal.signal, initargs=ignore)
