"""Run a linter of somebody else: one process for all files, its answer as text.

A tool ends with 0 or 1 when it has looked at the files; anything else, and a tool that is not
there, means that nothing is known about them, and the run ends with 2.
"""

import subprocess

from book.lint.problem import CouldNotRun


def run(command, sources, ok=(0, 1)):
    """Return what the command prints for the sources' files; raise CouldNotRun if it did not look at them."""
    files = [str(source.file) for source in sources]
    try:
        done = subprocess.run([*command, *files], capture_output=True, text=True, errors="replace")
    except FileNotFoundError:
        raise CouldNotRun(f"{command[0]} is not installed; run scripts/setup check") from None
    if done.returncode not in ok:
        raise CouldNotRun(f"{command[0]} ended with {done.returncode}: {done.stderr.strip()[-400:]}")
    return done.stdout


def by_file(sources):
    """Return the sources by the file name that a tool reports."""
    return {str(source.file): source for source in sources}
