"""`scripts/run`: execute the examples' transcripts, compare what they print, or write it down.

Exit status: 0 all agrees, 1 something differs or failed, 2 it could not run.
"""

import argparse
import shutil
import signal
import sys
from pathlib import Path

from book.model import Book, Example
from book.model.example import examples
from book.run import tools
from book.run.lanes import Lanes, say
from lablint.problem import CouldNotRun

CLEAR = "\r\x1b[K"  # of the line in a terminal that tells what is running


def main(arguments=None) -> int:
    parser = argparse.ArgumentParser(prog="scripts/run", description=__doc__.split("\n")[0])
    parser.add_argument("paths", nargs="*", metavar="PATH", help="a folder, one above it, a transcript; default: all")
    parser.add_argument("-k", metavar="WORD", default="", help="only folders with this word in their path")
    parser.add_argument("--update", action="store_true", help="write the outputs and the record of the run")
    parser.add_argument("--keep", action="store_true", help="do not remove what an example leaves behind")
    parser.add_argument("--list", action="store_true", help="run nothing: say what each folder needs")
    options = parser.parse_args(arguments)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    try:
        if options.update and not (options.paths or options.k):
            raise CouldNotRun("--update writes files: say of which examples, or docs/examples for all of them")
        chosen = folders(options.paths, options.k)
        if options.list:
            print("\n".join(map(needs, chosen)))
            return 0
        missing = unmet(chosen)
        if missing:
            raise CouldNotRun("\n".join(missing))
        return run_all(chosen, options.update, options.keep)
    except CouldNotRun as error:
        say(str(error))
        return 2
    except KeyboardInterrupt:
        say("interrupted; what was running has been cleaned up")
        return 130


def folders(paths: list[str], word: str) -> list[Path]:
    """Return the example folders that are meant; raise CouldNotRun if there is none."""
    book, found = Book(), []
    for path in map(Path, paths or [book.docs / "examples"]):
        if not path.exists():
            raise CouldNotRun(f"{path}: there is no such file or folder")
        chosen = examples(path if path.is_dir() else path.parent)
        found += [one.folder for one in chosen if path.is_dir() or one.folder == path.parent]
    here = Path.cwd()
    found = [path.relative_to(here) if path.is_relative_to(here) else path for path in dict.fromkeys(found)]
    chosen = [path for path in found if word in path.as_posix()]
    if not chosen:
        raise CouldNotRun(
            f"no example folder there{f' has {word} in its path' if word else ''}; "
            "one is a folder with a transcript, NN-name.console"
        )
    return chosen


def unmet(chosen: list[Path]) -> list[str]:
    """Return a sentence for each tool that the folders need and that does not answer."""
    needed = {tool.name: tool for folder in chosen if Example(folder).runs for tool in tools.needs(folder)}
    return tools.versions(list(needed.values()))[1]


def needs(folder: Path) -> str:
    """Return a line with a folder and the tools that its commands use."""
    names = ", ".join(tool.name for tool in tools.needs(folder))
    return f"{Example(folder).slug}: {names if Example(folder).runs else 'not run, not-run.md says why'}"


def run_all(chosen: list[Path], update: bool, keep: bool) -> int:
    """Run the folders, tell on standard error how it goes, and return the exit status."""
    bad, numbers = [], {folder: number for number, folder in enumerate(chosen, 1)}
    lanes = Lanes([folder for folder in chosen if Example(folder).runs], update, keep)
    alone, terminal = len(lanes.lanes) == 1, sys.stderr.isatty()

    def title(folder: Path) -> str:
        return f"[{numbers[folder]}/{len(chosen)}] {Example(folder).slug} … "

    def begin(report):
        if alone and not terminal:
            print(title(report.folder), end="", file=sys.stderr, flush=True)

    def end(report):
        verdict = "FAILED" if report.problems else "ok, wrote " + ", ".join(report.changed) if report.changed else "ok"
        start = CLEAR if terminal else ""
        print(f"{start}{'' if alone and not terminal else title(report.folder)}{report.seconds:.1f} s {verdict}",
              file=sys.stderr)  # fmt: skip
        if report.problems:
            print("\n".join(report.problems), flush=True)
            bad.append(report.folder)

    def watch(doing):
        if terminal and doing:
            now = "; ".join(f"{title(report.folder)}{text}" for report, text in doing.values())
            print(f"{CLEAR}{now[: shutil.get_terminal_size().columns - 1]}", end="", file=sys.stderr, flush=True)

    for folder in chosen:
        if not Example(folder).runs:
            print(f"{title(folder)}not run (not-run.md says why)", file=sys.stderr)
    lanes(begin, end, watch)
    if bad:
        say(f"{len(bad)} of {len(chosen)} folders failed" + (" and were not written" if update else ""))
    return 1 if bad else 0


def _interrupt(number, frame):
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
