"""Write the handouts of the built site: per chapter and language, for students and for teachers.

They go to site/handouts/<language>/<slug>.pdf and <slug>-teacher.pdf, where the pages link to them.
"""

import argparse
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor

from book.handouts.built import read
from book.handouts.paper import STUDENT, TEACHER, handout
from book.handouts.pdf import write
from book.model import LANGUAGES, ROOT, Book

SUFFIX = {STUDENT: "", TEACHER: "-teacher"}


def make(job):
    """Write one handout; return its path below site/ and its number of pages."""
    site, language, slug, edition = job
    target = site / "handouts" / language / f"{slug}{SUFFIX[edition]}.pdf"
    pages = write(handout(read(site, language, slug), edition), target)
    return target.relative_to(site), pages


def chapters():
    """The slugs of the chapters that have a handout: those that take time."""
    return [c.slug for c in Book().chapters if "minutes" in c.page(LANGUAGES[0]).front_matter]


def write_all(site, slugs=None):
    """Write the handouts of some or all chapters; return (path, pages) of each.

    Raises FileNotFoundError for a page that is not built, ValueError for one that cannot be drawn.
    """
    jobs = [
        (site, language, slug, edition) for slug in slugs or chapters() for language in LANGUAGES for edition in SUFFIX
    ]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(make, jobs))


def main():
    parser = argparse.ArgumentParser(prog="scripts/handouts", description=__doc__.split("\n")[0])
    parser.add_argument(
        "chapters", nargs="*", metavar="CHAPTER", help="such as docker/dockerfile; all if none is named"
    )
    args = parser.parse_args()
    for slug in args.chapters:
        if slug not in chapters():
            sys.exit(f"scripts/handouts: {slug} is no chapter of nav in mkdocs.yml; there are: {', '.join(chapters())}")
    started = time.monotonic()
    try:
        written = write_all(ROOT / "site", args.chapters)
    except (FileNotFoundError, ValueError) as error:
        sys.exit(f"scripts/handouts: {error}")
    for path, pages in written:
        print(f"site/{path}: {pages} pages")
    print(f"{len(written)} handouts, {sum(pages for _, pages in written)} pages, {time.monotonic() - started:.1f} s")


if __name__ == "__main__":
    main()
