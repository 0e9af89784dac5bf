"""Write the handouts of the built site: per chapter and language, for students and for teachers.

They go to site/handouts/<language>/<slug>.pdf and <slug>-teacher.pdf, where the pages link to them. Only what
changed is drawn, in as many processes as there are processors.

Exit status: 0 all are there, 1 some could not be drawn and are named, 2 there is no such chapter.
"""

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from book.handouts import kept
from book.handouts.draw import SUFFIX, Handout, Outcome, all_drawn
from book.model import LANGUAGES, ROOT, Book


def chapters() -> list[str]:
    """The slugs of the chapters that have a handout: those that take time."""
    return [chapter.slug for chapter in Book().chapters if chapter.minutes]


def write_all(site: Path, slugs: Sequence[str] = (), folder: Path = kept.FOLDER) -> Iterator[Outcome]:
    """Write the handouts of some or all chapters; yield what comes of each, those that are as before first.

    With all of them, the handouts of chapters that there are no more go.
    """
    wanted = [Handout(site, lang, slug, e) for slug in slugs or chapters() for lang in LANGUAGES for e in SUFFIX]
    kept.forget(folder)
    if not slugs:
        for path in set((site / "handouts").rglob("*.pdf")) - {one.path for one in wanted}:
            path.unlink()
    jobs = {}
    for one in wanted:
        try:
            file = folder / kept.name(site, one.language, one.slug, one.edition)
        except (FileNotFoundError, ValueError) as error:
            yield Outcome(one, problem=str(error))
            continue
        if file.exists():
            kept.place(file, one.path)
            yield Outcome(one)
        else:
            jobs[one] = file
    for outcome in all_drawn(jobs) if jobs else ():
        if outcome.pages:
            kept.place(jobs[outcome.handout], outcome.handout.path)
        yield outcome


def main() -> None:
    parser = argparse.ArgumentParser(prog="scripts/handouts", description=__doc__.split("\n")[0])
    parser.add_argument(
        "chapters", nargs="*", metavar="CHAPTER", help="such as docker/dockerfile; all if none is named"
    )
    args = parser.parse_args()
    for slug in args.chapters:
        if slug not in chapters():
            parser.error(f"{slug} is no chapter of nav in mkdocs.yml; there are: {', '.join(chapters())}")
    begin, total = time.monotonic(), len(args.chapters or chapters()) * len(LANGUAGES) * len(SUFFIX)
    outcomes: list[Outcome] = []
    try:
        for outcome in write_all(ROOT / "site", args.chapters):
            outcomes.append(outcome)
            path = outcome.handout.path.relative_to(ROOT)
            if outcome.problem:
                print(f"scripts/handouts: {path}: {outcome.problem}", file=sys.stderr)
            elif outcome.pages:
                print(f"[{len(outcomes)}/{total}] {path}: {outcome.pages} pages", flush=True)
    except KeyboardInterrupt:
        sys.exit(130)
    drawn, failed = sum(bool(one.pages) for one in outcomes), sum(bool(one.problem) for one in outcomes)
    told = f"{total} handouts: {drawn} written, {total - drawn - failed} as before, {failed} not written"
    print(f"{told}, {time.monotonic() - begin:.1f} s")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
