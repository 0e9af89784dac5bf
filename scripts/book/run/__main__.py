"""`scripts/run`: execute the examples' transcripts, compare what they print, or write it down.

Exit status: 0 all agrees, 1 something differs or failed, 2 it could not run.
"""

import argparse
import shutil
import signal
import sys
from pathlib import Path
from types import FrameType

from book.model import Book, Example
from book.model.example import examples
from book.run.lanes import Lanes, Report, bearable, say
from book.run.plan import Plan
from book.run.stability import unstable
from book.run.tools import Tool, needs
from book.run.versions import missing
from lablint.formats.transcript import TranscriptError
from lablint.problem import CouldNotRun

CLEAR = "\r\x1b[K"  # of the line in a terminal that tells what is running


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="scripts/run", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("paths", nargs="*", metavar="PATH", help="a folder, one above it, a transcript; default: all")
    parser.add_argument("-k", metavar="WORD", default="", help="only folders with this word in their path")
    parser.add_argument("--update", action="store_true", help="write the outputs and the record of the run")
    parser.add_argument("--keep", action="store_true", help="do not remove what an example leaves behind")
    parser.add_argument("--list", action="store_true", help="run nothing: say what each folder needs")
    jobs = "how many at a time, where they do not disturb each other; default here: %(default)s"
    parser.add_argument("--jobs", type=_positive, metavar="N", default=bearable(), help=jobs)
    repeat = "run them so many times, and tell which outputs are not the same each time"
    parser.add_argument("--repeat", type=_positive, metavar="N", default=1, help=repeat)
    options = parser.parse_args(arguments)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    try:
        if options.update and not (options.paths or options.k):
            raise CouldNotRun("--update writes files: say of which examples, or docs/examples for all of them")
        if options.update and options.repeat > 1:
            raise CouldNotRun("--update writes the outputs of one run, --repeat compares those of several: take one")
        chosen = folders(options.paths, options.k)
        if options.list:
            print("\n".join(map(described, chosen)))
            return 0
        if lacking := unmet(chosen):
            raise CouldNotRun("\n".join(lacking))
        runs = [run_all(chosen, options.update, options.keep, options.jobs) for _ in range(options.repeat)]
        return max([tell_unstable(runs)] + [status for status, _ in runs])
    except CouldNotRun as error:
        say(str(error))
        return 2
    except KeyboardInterrupt:
        say("interrupted; what was running has been cleaned up")
        return 130


def folders(paths: list[str], word: str) -> list[Path]:
    """Return the example folders that are meant; raise CouldNotRun if there is none."""
    book = Book()
    found: list[Path] = []
    for path in [Path(path) for path in paths] or [book.docs / "examples"]:
        if not path.exists():
            raise CouldNotRun(f"{path}: there is no such file or folder")
        chosen = examples(path if path.is_dir() else path.parent)
        found += [one.folder for one in chosen if path.is_dir() or one.folder == path.parent]
    here = Path.cwd()
    found = [path.relative_to(here) if path.is_relative_to(here) else path for path in dict.fromkeys(found)]
    found = [path for path in found if word in path.as_posix()]
    if not found:
        raise CouldNotRun(
            f"no example folder there{f' has {word} in its path' if word else ''}; "
            "one is a folder with a transcript, NN-name.console"
        )
    return found


def unmet(chosen: list[Path]) -> list[str]:
    """Return a sentence for each tool that the folders need and that does not answer."""
    return missing(
        list({tool.name: tool for folder in chosen if Example(folder).runs for tool in tools_of(folder)}.values())
    )


def described(folder: Path) -> str:
    """Return a line with a folder and the tools that its commands use."""
    names = ", ".join(tool.name for tool in tools_of(folder))
    return f"{Example(folder).slug}: {names if Example(folder).runs else 'not run, not-run.md says why'}"


def tools_of(folder: Path) -> list[Tool]:
    """Return the tools that a folder needs, none where a transcript cannot be read: running it tells."""
    try:
        return needs(Plan.of(folder).shell)
    except TranscriptError:
        return []


def run_all(chosen: list[Path], update: bool, keep: bool, jobs: int) -> tuple[int, list[Report]]:
    """Run the folders, tell on standard error how it goes, and return the exit status and the reports."""
    reports: list[Report] = []
    numbers = {folder: number for number, folder in enumerate(chosen, 1)}
    terminal = sys.stderr.isatty()

    def title(folder: Path) -> str:
        return f"[{numbers[folder]}/{len(chosen)}] {Example(folder).slug} … "

    def end(report: Report) -> None:
        wrote = f"ok, wrote {', '.join(report.changed)}" if report.changed else "ok"
        verdict = "FAILED" if report.problems else wrote
        start = CLEAR if terminal else ""
        print(f"{start}{title(report.folder)}{report.seconds:.1f} s {verdict}", file=sys.stderr, flush=True)
        if report.problems:
            print("\n".join(report.problems), flush=True)
        reports.append(report)

    def watch(doing: dict[Path, tuple[Report, str]]) -> None:
        if terminal and doing:
            now = "; ".join(f"{title(report.folder)}{text}" for report, text in doing.values())
            print(f"{CLEAR}{now[: shutil.get_terminal_size().columns - 1]}", end="", file=sys.stderr, flush=True)

    for folder in chosen:
        if not Example(folder).runs:
            print(f"{title(folder)}not run (not-run.md says why)", file=sys.stderr)
    Lanes([folder for folder in chosen if Example(folder).runs], update, keep, jobs)(end, watch)
    if bad := [report for report in reports if report.problems]:
        say(f"{len(bad)} of {len(chosen)} folders failed" + (" and were not written" if update else ""))
    return (1 if bad else 0), reports


def tell_unstable(runs: list[tuple[int, list[Report]]]) -> int:
    """Tell which outputs were not the same in all runs, and return the exit status for that."""
    found = unstable([report.outcome for _, reports in runs for report in reports if report.outcome])
    if found:
        print("\n".join(found))
    elif len(runs) > 1:
        say(f"the outputs were the same in all {len(runs)} runs")
    return 1 if found else 0


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is no number from 1")
    return int(text)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
