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


def main():
    parser = argparse.ArgumentParser(prog="scripts/handouts", description=__doc__.split("\n")[0])
    parser.add_argument("chapters", nargs="*", metavar="CHAPTER", help="such as docker/dockerfile; all if none is named")
    args = parser.parse_args()
    known = [c.slug for c in Book().chapters if "minutes" in c.page(LANGUAGES[0]).front_matter]
    for slug in args.chapters:
        if slug not in known:
            sys.exit(f"scripts/handouts: {slug} is no chapter of nav in mkdocs.yml; there are: {', '.join(known)}")
    jobs = [(ROOT / "site", lang, slug, ed) for slug in args.chapters or known for lang in LANGUAGES for ed in SUFFIX]
    started, total = time.monotonic(), 0
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        try:
            for path, pages in pool.map(make, jobs):
                total += pages
                print(f"site/{path}: {pages} pages")
        except (FileNotFoundError, ValueError) as error:
            sys.exit(f"scripts/handouts: {error}")
    print(f"{len(jobs)} handouts, {total} pages, {time.monotonic() - started:.1f} s")


if __name__ == "__main__":
    main()
