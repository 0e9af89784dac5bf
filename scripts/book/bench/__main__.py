"""Print figures of the book and its tools beside the goals that they are to reach.

None of them is a test: they depend on the machine; the work of its processors tells how busy it was with other
things. A tool is timed as its reader starts it, in a process of its own. How long the transcripts
take, `scripts/run` says.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Container, Iterator
from pathlib import Path

from book import setup
from book.bench.growth import copy, double
from book.bench.visit import load, printed
from book.model import LANGUAGES, ROOT, Book, Chapter, Page

Row = tuple[str, str, str]  # what, the figure, its goal

WORD = re.compile(r"\w[\w’'-]*")
WORDS = 1750  # of the chapter that stands for all


class CouldNotMeasure(Exception):
    """Something that is to be measured does not work; the text says what."""


def measured(*arguments: object, root: Path = ROOT, ok: Container[int] = (0,)) -> tuple[float, float, float]:
    """Run a module of the Python of a project; return (seconds, seconds of processors, MiB of memory at most)."""
    environment = {**os.environ, "PYTHONPATH": str(root / "scripts"), "HANDOUTS": "all"}
    with tempfile.TemporaryFile() as said:
        begin = time.monotonic()
        command = [sys.executable, "-m", *map(str, arguments)]
        process = subprocess.Popen(command, cwd=root, stdout=said, stderr=said, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in ok:
            said.seek(0)
            last = said.read().decode(errors="replace").strip().splitlines()[-1:]
            raise CouldNotMeasure(f"{' '.join(command[2:])} ended with {process.returncode}: {' '.join(last)}")
    memory = usage.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    return seconds, usage.ru_utime + usage.ru_stime, memory


def words(page: Page) -> int:
    """Return how many words a page has outside its head and its code."""
    return sum(len(WORD.findall(line)) for _, line in page.markdown.prose)


def chapter(book: Book) -> Chapter:
    """Return the chapter whose length is nearest to that of a usual one."""
    written = [one for one in book.chapters if one.page(LANGUAGES[0]).path.is_file()]
    return min(written, key=lambda one: abs(words(one.page(LANGUAGES[0])) - WORDS))


def lint(book: Book, site: Path) -> Iterator[Row]:
    """Yield the times of the linter: of everything, of one page."""
    seconds, work, _ = measured("book.lint", ok=(0, 1))
    yield f"scripts/lint, everything ({work:.1f} s of work)", f"{seconds:.1f} s", "< 15 s"
    page = chapter(book).page(LANGUAGES[0]).path
    seconds, work, _ = measured("book.lint", page, ok=(0, 1))
    yield f"scripts/lint {page.relative_to(ROOT)} ({work:.1f} s of work)", f"{seconds:.1f} s", "< 2 s"


def build(book: Book, site: Path) -> Iterator[Row]:
    """Yield the time of a strict build for each page, and its memory."""
    target = site.parent / "again"
    seconds, work, memory = measured("mkdocs", "build", "--strict", "--quiet", "--site-dir", target)
    pages = len(list(target.rglob("*.html")))
    about = f"strict build of {pages} pages in {seconds:.1f} s ({work:.1f} s of work), per page"
    yield about, f"{1000 * seconds / pages:.0f} ms", "≤ 60 ms"
    yield "memory of the build", f"{memory:.0f} MiB", "≤ 100 MiB"


def visit(book: Book, site: Path) -> Iterator[Row]:
    """Yield what the first visit of a chapter loads, and how much paper the longest one takes."""
    if not setup.chromium():
        raise CouldNotMeasure("there is no Chromium; scripts/setup check says how to install it")
    one = chapter(book)
    loaded = load(site, f"{one.slug}/")
    about = f"first visit of {one.slug} ({words(one.page(LANGUAGES[0]))} words)"
    yield f"{about}, gzipped", f"{sum(loaded.values()) / 1024:.0f} KiB", "≤ 90 KiB"
    yield "its requests", str(len(loaded)), "≤ 11"
    yield "of these, search indexes", str(sum("search" in url and url.endswith(".json") for url in loaded)), "0"
    timed = [found for found in book.chapters if "minutes" in found.page(LANGUAGES[0]).front_matter]
    long = max(timed, key=lambda found: words(found.page(LANGUAGES[0])))
    count = words(long.page(LANGUAGES[0]))
    sheets = printed(site, f"{long.slug}/")
    about = f"printed from the browser, {long.slug} ({count} words, {sheets} pages): pages for 1,000 words"
    yield about, f"{1000 * sheets / count:.1f}", "≤ 5"


def handouts(book: Book, site: Path) -> Iterator[Row]:
    """Yield the times of one handout and of all, and how many are drawn when nothing changed."""
    from book.handouts.__main__ import write_all

    kept = site.parent / "kept"
    slug, begin = chapter(book).slug, time.monotonic()
    written = list(write_all(site, [slug], kept))
    seconds = (time.monotonic() - begin) / len(written)
    yield f"one of the {len(written)} handouts of {slug}", f"{seconds:.1f} s", "< 2 s"
    begin = time.monotonic()
    written = list(write_all(site, folder=site.parent / "kept-all"))
    pages = sum(outcome.pages for outcome in written)
    yield f"all {len(written)} handouts, {pages} pages", f"{time.monotonic() - begin:.1f} s", "< 60 s"
    again = sum(outcome.pages > 0 for outcome in write_all(site, folder=site.parent / "kept-all"))
    yield "of these, drawn again when nothing changed", str(again), "0"


def growth(book: Book, site: Path) -> Iterator[Row]:
    """Yield what the work of the tools grows by when the book has every chapter twice."""
    with tempfile.TemporaryDirectory() as folder:
        root = copy(Path(folder) / "book")
        once = works(root)
        double(root)
        shutil.rmtree(root / ".cache")  # every handout is drawn, as before
        for what, work in works(root).items():
            about = f"{what} with every chapter twice ({work:.1f} s of work, {once[what]:.1f} s with each once)"
            yield about, f"× {work / once[what]:.2f}", "≤ × 2"


def works(root: Path) -> dict[str, float]:
    """Return the seconds of work that each tool has with the book in a folder."""
    return {
        "lint": measured("book.lint", root=root, ok=(0, 1))[1],
        "build": measured("mkdocs", "build", "--strict", "--quiet", root=root)[1],
        "handouts": measured("book.handouts", root=root)[1],
    }


MEASURES = {"lint": lint, "build": build, "visit": visit, "handouts": handouts, "growth": growth}


def main() -> None:
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__.split("\n")[0])
    parser.add_argument("what", nargs="*", metavar="WHAT", help=f"some of {', '.join(MEASURES)}; all by default")
    chosen = parser.parse_args().what or list(MEASURES)
    if unknown := [name for name in chosen if name not in MEASURES]:
        parser.error(f"there is no {unknown[0]}; choose from {', '.join(MEASURES)}")
    book = Book()
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        try:
            if {"visit", "handouts"} & set(chosen):
                measured("mkdocs", "build", "--strict", "--quiet", "--site-dir", site)
            for name in chosen:
                for what, value, goal in MEASURES[name](book, site):
                    print(f"{value:>10}  {goal:>10}  {what}", flush=True)
        except CouldNotMeasure as error:
            sys.exit(f"scripts/bench: {error}")


if __name__ == "__main__":
    main()
