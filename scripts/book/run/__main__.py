"""`scripts/run`: execute the examples' transcripts, compare what they print, or write it down.

Exit status: 0 all agrees, 1 something differs or failed, 2 it could not run.
"""

import argparse
import contextlib
import fcntl
import signal
import sys
import tempfile
import time
from pathlib import Path

from book.model import Book
from book.run import cluster, tools
from book.run.capture import capture
from book.run.folder import Run
from book.run.recovery import recover
from book.run.transcript import TranscriptError
from book.run.world import World


class CouldNotRun(Exception):
    """Nothing can be said about the examples; the text says why and what to do."""


def main(arguments=None) -> int:
    parser = argparse.ArgumentParser(prog="scripts/run", description=__doc__.split("\n")[0])
    parser.add_argument("paths", nargs="*", metavar="PATH", help="a folder, one above it, a transcript; default: all")
    parser.add_argument("-k", metavar="WORD", default="", help="only folders with this word in their path")
    parser.add_argument("--update", action="store_true", help="write the outputs and the record of the run")
    parser.add_argument("--keep", action="store_true", help="do not remove what an example leaves behind")
    options = parser.parse_args(arguments)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    try:
        chosen = folders(options.paths, options.k)
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
        found += book.example_folders(path) if path.is_dir() else set(book.example_folders(path.parent)) & {path.parent}
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
    needed = {tool.name: tool for folder in chosen if runs(folder) for tool in tools.needs(folder)}
    return tools.versions(list(needed.values()))[1]


def runs(folder: Path) -> bool:
    return not (folder / "not-run.md").exists()


def run_all(chosen: list[Path], update: bool, keep: bool) -> int:
    """Run the folders one by one, tell on standard error how it goes, and return the exit status."""
    bad = 0
    for number, folder in enumerate(chosen, 1):
        name = folder.as_posix().partition("docs/examples/")[2] or str(folder)
        if not runs(folder):
            print(f"[{number}/{len(chosen)}] {name} … not run (not-run.md says why)", file=sys.stderr)
            continue
        with lock(World(folder).lanes):
            print(f"[{number}/{len(chosen)}] {name} … ", end="", file=sys.stderr, flush=True)
            start = time.monotonic()
            problems, changed = run_one(folder, update, keep)
        verdict = "FAILED" if problems else "ok, wrote " + ", ".join(changed) if changed else "ok"
        print(f"{time.monotonic() - start:.1f} s {verdict}", file=sys.stderr)
        if problems:
            print("\n".join(problems), flush=True)
            bad += 1
    if bad:
        say(f"{bad} of {len(chosen)} folders failed" + (" and were not written" if update else ""))
    return 1 if bad else 0


def run_one(folder: Path, update: bool, keep: bool) -> tuple[list[str], list[str]]:
    """Run a folder; return what is wrong with it and, with `update`, the names of the files that were written."""
    try:
        outcome = Run(folder, keep, say=say)()
        if outcome.failures or not update:
            return [*outcome.failures, *outcome.differences], []
        return [], capture(outcome)
    except (TranscriptError, cluster.NoCluster) as error:
        return [str(error)], []


@contextlib.contextmanager
def lock(lanes: list[str] | tuple[str, ...] = ("engine",)):
    """Hold the machine's locks of these lanes, and begin by cleaning up after whoever was killed while holding one.

    Examples use fixed names and ports, so two runs at a time would disturb each other. Between two
    folders the lock is free: a short run need not wait for a long one.
    """
    with contextlib.ExitStack() as held:
        for lane in lanes:
            path = Path(tempfile.gettempdir()) / f"book-{lane}.lock"
            try:
                file = held.enter_context(path.open("a"))
            except OSError as error:
                raise CouldNotRun(
                    f"{path}: {error.strerror}; another user's run made it: remove it when that is done"
                ) from error
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                say("waiting for another run")
                fcntl.flock(file, fcntl.LOCK_EX)
            if killed := recover(lane):
                say(f"cleaned up after a run that was killed in {killed}")
        yield


def say(text: str) -> None:
    print(f"scripts/run: {text}", file=sys.stderr)


def _interrupt(number, frame):
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
