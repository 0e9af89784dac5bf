"""Execute the commands of one transcript in one bash, as a reader's terminal would.

The shell reads commands from a pipe of its own and reports each exit status on another, so
nothing a command prints or reads can be taken for them: no marker stands in the output, standard
input is empty, variables and the directory survive from step to step, and a command in the
background holds nothing up. Standard output and error are one pipe, in the order of writing.

It is a session of its own: ending its process group ends what a step started. A guard does that
too when the runner itself is killed, because a command that lives on would create again what the
next run clears away.
"""

import contextlib
import os
import selectors
import signal
import subprocess
import threading
import time
from dataclasses import dataclass

from book.run.terminal import as_seen, environment

BOUND = 120.0  # seconds for one step
STOP = threading.Event()  # set when the run is to end: whatever step is under way is ended

# $? is set to the status of the step before, so that `echo $?` shows it.
LOOP = r"""
_status() { return "$1"; }
_last=0
while IFS= read -r -d '' -u {in} _command; do
  _status "$_last"
  eval "$_command" {in}<&- {out}>&- </dev/null
  _last=$?
  printf '%d\n' "$_last" >&{out}
done
"""


class Stopped(Exception):
    """The run is to end now."""


@dataclass(frozen=True)
class Result:
    """What a command printed and the status it ended with; None if it did not end in time."""

    output: str
    status: int | None


class Shell:
    """A bash in `folder`; use it as a context manager. After a step that hung or left, it is `dead`.

    `more` goes into its environment. One that is not `hasty` goes on although the run is to end.
    """

    def __init__(self, folder, bound: float = BOUND, more: dict[str, str] | None = None, hasty: bool = True):
        self.folder, self.bound, self.more, self.hasty, self.dead = folder, bound, more or {}, hasty, False

    def __enter__(self):
        commands, self.commands = os.pipe()
        self.statuses, statuses = os.pipe()
        loop = LOOP.replace("{in}", str(commands)).replace("{out}", str(statuses))
        self.process = subprocess.Popen(
            ["bash", "--noprofile", "--norc", "-c", loop],
            cwd=self.folder,
            env=environment(os.environ) | self.more | {"PWD": str(self.folder)},
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            pass_fds=(commands, statuses),
        )
        os.close(commands)
        os.close(statuses)
        self.guard = subprocess.Popen(
            ["sh", "-c", 'read -r _; kill -KILL -- "-$1"', "guard", str(self.process.pid)],
            stdin=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        os.set_blocking(self.process.stdout.fileno(), False)
        return self

    def __exit__(self, *_):
        self.guard.kill()
        self.guard.wait()
        self.guard.stdin.close()
        self._kill()
        for pipe in (self.commands, self.statuses):
            os.close(pipe)
        self.process.stdout.close()

    def run(self, command: str) -> Result:
        """Execute one command; kill the shell and all that it started if the bound passes; raise Stopped at `STOP`."""
        printed, status = bytearray(), b""
        end = time.monotonic() + self.bound
        with selectors.DefaultSelector() as selector:
            selector.register(self.process.stdout, selectors.EVENT_READ)
            selector.register(self.statuses, selectors.EVENT_READ)
            os.write(self.commands, command.encode() + b"\0")
            while not status.endswith(b"\n") and not self.dead:
                ready = selector.select(min(0.5, max(0, end - time.monotonic())))
                if self.hasty and STOP.is_set():
                    self._kill()
                    raise Stopped
                if not ready and time.monotonic() >= end:
                    self._kill()
                    self._drain(printed)
                    return Result(as_seen(printed), None)
                for key, _ in ready:
                    if key.fileobj == self.statuses:
                        part = os.read(self.statuses, 64)
                        status += part
                        self.dead = not part
                    elif not self._drain(printed):
                        selector.unregister(self.process.stdout)
        self._drain(printed)
        return Result(as_seen(printed), self.process.wait() if self.dead else int(status))

    def _drain(self, printed: bytearray) -> bool:
        """Take what has been printed so far; return False at the end of the pipe."""
        try:
            while part := os.read(self.process.stdout.fileno(), 65536):
                printed += part
        except BlockingIOError:
            return True
        return False

    def _kill(self):
        self.dead = True
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
