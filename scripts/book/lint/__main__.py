"""Print what is wrong: `path:line: rule message`, one line each, sorted by path and line.

Exit status: 0 nothing, 1 something, 2 the linter could not run. Without a path the whole project
is linted. Tools run at the same time, one process each for all their files; the checks of the book
read all its pages, and what they find outside the paths asked for is left out.
"""

import argparse
import sys
import tempfile
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from book.lint import kinds, ledger, plain, source, waivers
from book.lint.problem import CouldNotRun
from book.lint.registry import BOOK_CHECKS, CHECKERS
from book.model import LANGUAGES, Book


def lint(book, paths):
    """Return (problems in order, number of files) of the files at and below the paths."""
    files, problems = source.collect(paths)
    sources = []
    for path in files:
        text, found = plain.check(path, path.read_bytes())
        problems += found
        kind = kinds.of_file(path, text.split("\n", 1)[0]) if text else None
        if kind:
            sources.append(source.Source(path, path, kind))
    with tempfile.TemporaryDirectory() as folder:
        for page in _pages(book, files):
            sources += source.fragments(page, folder)
        problems += run_checkers(sources)
    if any(path.is_relative_to(book.docs) for path in files):
        wanted = set(files)
        problems += [p for check in BOOK_CHECKS for p in check(book) if p.path in wanted]
    return sorted(set(waivers.apply(problems, set(files)))), len(files)


def run_checkers(sources):
    """Return what all checkers say of their sources."""
    by_kind = defaultdict(list)
    for item in sources:
        by_kind[item.kind].append(item)
    jobs = [(check, by_kind[kind]) for kind, checks in CHECKERS.items() if by_kind[kind] for check in checks]
    with ThreadPoolExecutor(max_workers=4) as pool:
        return [p for found in pool.map(lambda job: list(job[0](job[1])), jobs) for p in found]


def _pages(book, files):
    wanted = set(files)
    return [page for language in LANGUAGES for page in book.pages(language) if page.path in wanted]


def main():
    parser = argparse.ArgumentParser(prog="scripts/lint", description=__doc__.split("\n")[0])
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files or folders; the whole project if none is given")
    paths = parser.parse_args().paths
    book, begin = Book(), time.monotonic()
    try:
        problems, count = lint(book, paths or [book.root])
    except CouldNotRun as error:
        sys.exit(_fail(error))
    for problem in problems:
        print(problem.shown(Path.cwd()))
    told = "" if paths else ledger.told(book)
    ends = [f"{count} files, {len(problems)} problems, {time.monotonic() - begin:.1f} s", told]
    print("; ".join(part for part in ends if part), file=sys.stderr)
    sys.exit(1 if problems else 0)


def _fail(error):
    print(f"scripts/lint: {error}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    main()
