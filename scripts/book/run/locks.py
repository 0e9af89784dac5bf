"""What an example needs for itself, on this machine: locks that runs of all processes keep to.

Somebody who needs a thing alone waits until nobody has it, and holds a second lock, the turn, while
waiting: whoever comes later waits behind, so that many short runs do not keep a long one out.
"""

import contextlib
import fcntl
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from book.run.shell import STOP, Stopped
from lablint.problem import CouldNotRun

BRIEF = 1.0  # seconds that nobody needs to be told of


@contextlib.contextmanager
def hold(needs: dict[str, bool], waiting: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Hold what is needed, alone where that is True; call `waiting` once if it is not free."""
    told: list[bool] = []

    def wait() -> None:
        if not told:
            waiting()
            told.append(True)

    with contextlib.ExitStack() as held:
        for name, alone in sorted(needs.items()):
            with contextlib.ExitStack() as turn:
                _take(turn, f"{name}.turn", True, wait)
                _take(held, name, alone, wait)
        yield


def free(name: str) -> bool:
    """Tell whether nobody holds this."""
    with contextlib.ExitStack() as held:
        return _try(_open(held, name), True)


def _take(held: contextlib.ExitStack, name: str, alone: bool, wait: Callable[[], None]) -> None:
    file, start = _open(held, name), time.monotonic()
    while not _try(file, alone):
        if time.monotonic() > start + BRIEF:
            wait()
        if STOP.wait(0.05):
            raise Stopped


def _open(held: contextlib.ExitStack, name: str) -> int:
    path = Path(tempfile.gettempdir()) / "book-locks" / name
    try:
        path.parent.mkdir(exist_ok=True)
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise CouldNotRun(
            f"{path}: {error.strerror}; another user's run made it: remove it when that is done"
        ) from error
    held.callback(os.close, file)
    return file


def _try(file: int, alone: bool) -> bool:
    try:
        fcntl.flock(file, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
