"""Execute the commands of one transcript in one bash, on a terminal as a reader's.

The shell reads commands from a pipe of its own and reports each exit status on another, so
nothing a command prints or reads can be taken for them. Variables and the directory survive from
step to step, and a command in the background holds nothing up. What is printed goes to a terminal
of the shell's own, in the order of writing; to know that all of it has arrived, the runner writes
a mark to that terminal itself when a command is done.

Standard input is empty, but for a command that asks for a terminal inside (`docker exec -it`). At
the prompt there, the lines of the transcript are typed one by one, each when its prompt stands
below the line before. A prompt that another machine or an edited transcript has otherwise counts
as well, when nothing moves any more.

It is a session of its own: ending its process group ends what a step started. A guard does that
too when the runner itself is killed, because a command that lives on would create again what the
next run clears away.
"""

import contextlib
import os
import selectors
import signal
import subprocess
import termios
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from book.model.varying import comparable
from book.run.terminal import COLUMNS, ROWS, Screen, as_seen, environment, screen
from lablint.formats.transcript import CONTINUATION, Typed, asks_for_terminal, at_prompt

BOUND = 120.0  # seconds for one step, and for each line that is typed inside
QUIET = 1.0  # seconds after which a prompt that nobody expected is taken for one
STOP = threading.Event()  # set when the run is to end: whatever step is under way is ended

# $? is set to the status of the step before, so that `echo $?` shows it. 0 is the terminal.
LOOP = r"""
_status() { return "$1"; }
_last=0
while IFS= read -r -d '' -u {in} _input && IFS= read -r -d '' -u {in} _command; do
  _status "$_last"
  eval "$_command" <&"$_input" {in}<&- {out}>&- {null}<&-
  _last=$?
  printf '%d\n' "$_last" >&{out}
done
"""


class Stopped(Exception):
    """The run is to end now."""


@dataclass(frozen=True)
class Result:
    """What a command printed, the status it ended with (None if it did not end in time), how many lines were typed."""

    output: str
    status: int | None
    typed: int = 0


class Shell:
    """A bash in `folder`; use it as a context manager. After a step that hung or left, it is `dead`.

    `more` goes into its environment. One that is not `hasty` goes on although the run is to end.
    """

    def __init__(
        self, folder: Path, bound: float = BOUND, more: dict[str, str] | None = None, hasty: bool = True
    ) -> None:
        self.folder, self.bound, self.more, self.hasty, self.dead = folder, bound, more or {}, hasty, False

    def __enter__(self) -> "Shell":
        self.screen, self.terminal = os.openpty()
        self.marks = os.open(os.ttyname(self.terminal), os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK)
        termios.tcsetwinsize(self.terminal, (ROWS, COLUMNS))
        self.settings = termios.tcgetattr(self.terminal)
        commands, self.commands = os.pipe()
        self.statuses, statuses = os.pipe()
        self.null = os.open(os.devnull, os.O_RDONLY)
        loop = LOOP
        for name, number in {"in": commands, "out": statuses, "null": self.null}.items():
            loop = loop.replace(f"{{{name}}}", str(number))
        self.process = subprocess.Popen(
            ["bash", "--noprofile", "--norc", "-c", loop],
            cwd=self.folder,
            env=environment(os.environ) | self.more | {"PWD": str(self.folder)},
            start_new_session=True,
            stdin=self.terminal,
            stdout=self.terminal,
            stderr=self.terminal,
            pass_fds=(commands, statuses, self.null),
        )
        os.close(commands)
        os.close(statuses)
        self.guard = subprocess.Popen(
            ["sh", "-c", 'read -r _; kill -KILL -- "-$1"', "guard", str(self.process.pid)],
            stdin=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        os.set_blocking(self.screen, False)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.guard.kill()
        self.guard.wait()
        if self.guard.stdin:
            self.guard.stdin.close()
        self._kill()
        for file in (self.commands, self.statuses, self.null, self.terminal, self.marks, self.screen):
            os.close(file)

    def run(self, command: str, typed: Sequence[Typed] = ()) -> Result:
        """Execute one command and type these lines inside; kill the shell and all that it started if the bound passes.

        Raise Stopped at `STOP`.
        """
        printed, status, count, below = bytearray(), b"", 0, -1
        source = 0 if typed or asks_for_terminal(command) else self.null
        end = time.monotonic() + self.bound
        moved = time.monotonic()
        with selectors.DefaultSelector() as selector:
            selector.register(self.screen, selectors.EVENT_READ)
            selector.register(self.statuses, selectors.EVENT_READ)
            os.write(self.commands, f"{source}\0{command}\0".encode())
            while not status.endswith(b"\n") and not self.dead:
                ready = selector.select(min(0.5, max(0, end - time.monotonic())))
                if self.hasty and STOP.is_set():
                    self._kill()
                    raise Stopped
                if not ready and time.monotonic() >= end:
                    self._kill()
                    self._drain(printed)
                    return Result(as_seen(printed), None, count)
                for key, _ in ready:
                    if key.fileobj == self.statuses:
                        part = os.read(self.statuses, 64)
                        status += part
                        self.dead = not part
                    else:
                        self._drain(printed)
                        moved = time.monotonic()
                if count < len(typed):
                    now = screen(printed)
                    quiet = time.monotonic() - moved >= QUIET
                    if now.row > below and _at(now, typed[count].prompt, quiet):
                        os.write(self.screen, f"{typed[count].text}\r".encode())
                        count, below, end = count + 1, now.row, time.monotonic() + self.bound
        self._finish(printed)
        return Result(as_seen(printed), self.process.wait() if self.dead else int(status), count)

    def _finish(self, printed: bytearray) -> None:
        """Take all that was written to the terminal up to now, and leave it as it was in the beginning."""
        mark, written = os.urandom(16).hex().encode(), 0
        with selectors.DefaultSelector() as selector:
            selector.register(self.screen, selectors.EVENT_READ)
            while mark not in printed:
                if written < len(mark):  # a command in the background may just have filled the terminal
                    with contextlib.suppress(BlockingIOError):
                        written = os.write(self.marks, mark)
                selector.select(0.1)
                self._drain(printed)
        before, _, after = printed.partition(mark)
        printed[:] = before + after
        termios.tcsetattr(self.terminal, termios.TCSANOW, self.settings)

    def _drain(self, printed: bytearray) -> None:
        """Take what has been printed so far."""
        with contextlib.suppress(BlockingIOError):
            while part := os.read(self.screen, 65536):
                printed += part

    def _kill(self) -> None:
        self.dead = True
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def _at(now: Screen, prompt: str, quiet: bool) -> bool:
    """Tell whether the cursor stands behind this prompt; `quiet`: behind any that is known."""
    if now.line.endswith(" ") and comparable([now.line]) == comparable([prompt]):
        return True
    return quiet and prompt != CONTINUATION and bool(now.line) and at_prompt(now.line) == now.line
