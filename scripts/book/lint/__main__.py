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
from functools import partial
from pathlib import Path

from book.lint import kinds, labs, ledger, reading, secrets, texts, tool, waivers
from book.lint.problem import CouldNotRun
from book.lint.registry import BOOK_CHECKS, CHECKERS, LAB_CHECKS, PAGE_CHECKS
from book.model import LANGUAGES, Book


def lint(book, paths):
    """Return (problems in order, number of files) of the files at and below the paths."""
    paths = [texts.absolute(path) for path in paths]
    files, problems = texts.collect(paths)
    sources, lab_of = [], labs.finder(book, paths)
    for path in sorted(files):
        text, found = reading.read(path)
        problems += found
        kind = kinds.of_file(path, text.split("\n", 1)[0]) if text else None
        problems += secrets.check(path, text or "", kind)
        if kind:
            sources.append(texts.Source(path, path, kind, lab=lab_of(path)))
    pages = [page for language in LANGUAGES for page in texts.pages(book, language).values() if page.path in files]
    with tempfile.TemporaryDirectory() as folder:
        for page in pages:
            sources += texts.fragments(page, folder)
        problems += run_checkers(sources)
    problems += [found for page in pages for check in PAGE_CHECKS for found in check(book, page)]
    if any(book.docs.is_relative_to(path) or path.is_relative_to(book.docs) for path in paths):
        wanted = partial(asked_for, paths=paths)
        problems += [found for check in BOOK_CHECKS for found in check(book, wanted) if wanted(found.path)]
    return sorted(set(waivers.apply(problems, files))), len(files)


def run_checkers(sources):
    """Return what all checkers say of their sources."""
    by_kind = defaultdict(list)
    for item in sources:
        by_kind[item.kind].append(item)
    jobs = [(check, by_kind[kind]) for kind, checks in CHECKERS.items() if by_kind[kind] for check in checks]
    jobs += [(check, sources) for check in LAB_CHECKS if sources]
    with ThreadPoolExecutor(max_workers=4) as pool:
        return [p for found in pool.map(lambda job: asked(*job), jobs) for p in found]


def asked(check, sources):
    """Return what a check says of its sources; of each by itself where one of them stops a tool."""
    try:
        return list(check(sources))
    except tool.Failed as error:
        if len(sources) > 1:
            return [problem for source in sources for problem in asked(check, [source])]
        return [sources[0].problem(1, "check-failed", f"it could not be checked: {error}")]


def asked_for(path, paths):
    """Tell whether a path lies at or below one of the paths; what is missing has its problem too."""
    return any(path.is_relative_to(asked) for asked in paths)


def main():
    parser = argparse.ArgumentParser(prog="scripts/lint", description=__doc__.split("\n")[0])
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files or folders; the whole project if none is given")
    paths = parser.parse_args().paths
    book, begin = Book(), time.monotonic()
    try:
        problems, count = lint(book, paths or [book.root])
    except CouldNotRun as error:
        print(f"scripts/lint: {error}", file=sys.stderr)
        sys.exit(2)
    for problem in problems:
        print(problem.shown(Path.cwd()))
    told = "" if paths else ledger.told(book)
    ends = [f"{count} files, {len(problems)} problems, {time.monotonic() - begin:.1f} s", told]
    print("; ".join(part for part in ends if part), file=sys.stderr)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
