"""Print what is wrong: `path:line: rule message`, one line each, sorted by path and line.

Exit status: 0 nothing, 1 something, 2 the linter could not run. Without a path the whole project
is linted. Tools run at the same time, one process each for all their files; the checks of the book
read all its pages, and what they find outside the paths asked for is left out.
"""

import argparse
import os
import sys
import tempfile
import time
import traceback
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from io import TextIOWrapper
from pathlib import Path

from book.lint import claims, explain, kinds, labs, ledger, output, reading, secrets, texts, tool, waivers
from book.lint.registry import BOOK_CHECKS, CHECKERS, LAB_CHECKS, PAGE_CHECKS, Check
from book.lint.texts import Source
from book.model import LANGUAGES, Book
from lablint.formats.markdown import Fence, Markdown
from lablint.problem import CouldNotRun, Problem


def lint(book: Book, paths: Sequence[Path]) -> tuple[list[Problem], int]:
    """Return (problems in order, number of files) of the files at and below the paths."""
    paths = [texts.absolute(path) for path in paths]
    files, problems = texts.collect(paths)
    sources: list[texts.Source] = []
    notes: list[tuple[Path, list[Fence]]] = []
    lab_of = labs.finder(book, paths)
    for path in sorted(files):
        text, found = reading.read(path)
        problems += found
        kind = kinds.of_file(path, text.split("\n", 1)[0]) if text else None
        problems += secrets.check(path, text or "", kind)
        if kind:
            sources.append(texts.Source(path, path, kind, lab=lab_of(path)))
        if text and kind == "markdown" and not labs.in_book(book, path):
            notes.append((path, [fence for fence in Markdown(text).fences if texts.whole(fence)]))
    pages = [page for language in LANGUAGES for page in texts.pages(book, language).values() if page.path in files]
    pages = [page for page in pages if not page.markdown.endless]  # said by `markdown`
    with tempfile.TemporaryDirectory() as folder:
        for path, fences in [*((page.path, page.fences) for page in pages), *notes]:
            sources += texts.fragments(path, fences, folder)
        problems += run_checkers(sources)
    problems += [found for page in pages for check in PAGE_CHECKS for found in check(book, page)]
    parts = (book.docs, book.root / "mkdocs.yml")
    if any(part.is_relative_to(path) or path.is_relative_to(part) for path in paths for part in parts):
        wanted = partial(asked_for, paths=paths)
        problems += [found for check in BOOK_CHECKS for found in check(book, wanted) if wanted(found.path)]
    return sorted(set(waivers.apply(problems, files))), len(files)


def run_checkers(sources: list[Source]) -> list[Problem]:
    """Return what all checkers say of their sources."""
    by_kind = defaultdict(list)
    for item in sources:
        by_kind[item.kind].append(item)
    jobs = [(check, by_kind[kind]) for kind, checks in CHECKERS.items() if by_kind[kind] for check in checks]
    jobs += [(check, sources) for check in LAB_CHECKS if sources]
    with ThreadPoolExecutor(max_workers=4) as pool:
        return [p for found in pool.map(lambda job: asked(*job), jobs) for p in found]


def asked(check: Check, sources: list[Source]) -> list[Problem]:
    """Return what a check says of its sources; of each by itself where one of them stops a tool."""
    try:
        return list(check(sources))
    except tool.Failed as error:
        if len(sources) > 1:
            return [problem for source in sources for problem in asked(check, [source])]
        return [sources[0].problem(1, "check-failed", f"it could not be checked: {error}")]


def asked_for(path: Path, paths: Sequence[Path]) -> bool:
    """Tell whether a path lies at or below one of the paths; what is missing has its problem too."""
    return any(path.is_relative_to(asked) for asked in paths)


def main() -> None:
    parser = argparse.ArgumentParser(prog="scripts/lint", description=__doc__.split("\n")[0])
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="files, or folders of one lab each; the whole project if none is given"
    )
    parser.add_argument("--format", choices=output.FORMATS, default="text", help="text for people, the others for CI")
    parser.add_argument("--explain", metavar="RULE", help="say what a rule means and show an example")
    parser.add_argument("--kinds", action="store_true", help="list the kinds of files and fences, and who checks them")
    options = parser.parse_args()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        if options.kinds:
            print(claims.table(Book()))
            status = 0
        else:
            status = explained(options.explain) if options.explain else linted(options.paths, options.format)
        sys.stdout.flush()
    except CouldNotRun as error:
        status = refused(error)
    except BrokenPipeError:  # who read the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 1
    except KeyboardInterrupt:
        status = 130
    except Exception as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        status = refused(f"a fault of the linter itself, in {where.filename}:{where.lineno}: {error!r}")
    sys.exit(status)


def linted(paths: Sequence[Path], form: str) -> int:
    """Print the problems of the paths and return the exit status."""
    book, begin = Book(), time.monotonic()
    problems, count = lint(book, paths or [book.root])
    print(output.FORMATS[form](problems, Path.cwd()), end="")
    told = "" if paths else ledger.told(book)
    counts = [f"{n} {what}{'s' * (n != 1)}" for n, what in ((count, "file"), (len(problems), "problem"))]
    ends = [f"{', '.join(counts)}, {time.monotonic() - begin:.1f} s", told]
    print("; ".join(part for part in ends if part), file=sys.stderr)
    return 1 if problems else 0


def explained(name: str) -> int:
    """Print what a rule means and return the exit status."""
    try:
        print(explain.explanation(name, explain.language()))
    except LookupError as error:
        return refused(error.args[0])
    return 0


def refused(why: object) -> int:
    """Say why nothing can be told, and return the exit status that means so."""
    print(f"scripts/lint: {why}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    main()
