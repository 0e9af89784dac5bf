"""Run a linter of somebody else: one process for all files, its answer as text.

A tool ends with 0 or 1 when it has looked at the files. Where it ends otherwise or does not come back, one
file may be to blame (Failed): then each is asked for by itself. A tool that is not there ends the run with 2.
"""

import subprocess
from collections.abc import Collection, Iterable

from book.lint.texts import Source
from lablint.problem import CouldNotRun

SECONDS = 20


class Failed(CouldNotRun):
    """The tool did not look at these files."""


def run(command: list[str], sources: Iterable[Source], ok: Collection[int] = (0, 1)) -> str:
    """Return what the command prints for the sources' files; raise Failed if it did not look at them."""
    files = [str(source.file) for source in sources]
    seconds = SECONDS + len(files) / 10
    try:
        done = subprocess.run([*command, *files], capture_output=True, text=True, errors="replace", timeout=seconds)
    except FileNotFoundError:
        raise CouldNotRun(f"{command[0]} is not installed; run scripts/setup check") from None
    except subprocess.TimeoutExpired:
        raise Failed(f"{command[0]} gave no answer in {seconds:.0f} seconds") from None
    except OSError as error:
        raise Failed(f"{command[0]}: {error.strerror}") from None
    if done.returncode not in ok:
        raise Failed(f"{command[0]} ended with {done.returncode}: {done.stderr.strip()[-400:]}")
    return done.stdout


def by_file(sources: Iterable[Source]) -> dict[str, Source]:
    """Return the sources by the file name that a tool reports."""
    return {str(source.file): source for source in sources}
