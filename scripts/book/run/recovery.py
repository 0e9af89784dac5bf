"""Where a run works, the journal that says it does, and how the next one clears up after a killed run.

The place is the same for every run, so that a path in an output is the same too; one run at a
time is what the lock is for. The journal holds what the engine had before: whoever finds one
removes only what has come since and has a name that the example gives.
"""

import contextlib
import json
import re
import shutil
import tempfile
from pathlib import Path

from book.run import cache, engine
from book.run.shell import BOUND, Shell
from book.run.transcript import Step, TranscriptError, read

CLEANUP = "99-cleanup.console"


def work() -> Path:
    """The folder that holds the copy of the example that is running."""
    return Path(tempfile.gettempdir()) / "book-run"


def begin(folder: Path, before: set[engine.Thing], builds: dict[str, str]) -> None:
    """Note that the folder's run begins, and what was there already."""
    state = {"folder": str(folder.resolve()), "before": sorted(before), "builds": builds}
    _journal().write_text(json.dumps(state), encoding="utf-8")


def end() -> None:
    """Remove the copy, and the note that a run is under way."""
    shutil.rmtree(work(), ignore_errors=True)
    if work().exists():  # a container wrote into it as another user
        engine.docker("run", "--rm", "--volume", f"{work()}:/work", "busybox:1.37", "sh", "-c", "rm -rf /work/*")
        shutil.rmtree(work(), ignore_errors=True)
    _journal().unlink(missing_ok=True)


def sweep(place: Path, steps: list[Step], bound: float = BOUND) -> None:
    """Execute a cleanup after something went wrong: what fails does not stop it, nobody compares it."""
    with Shell(place, bound) as shell:
        for step in steps:
            if not shell.dead:
                shell.run(step.command)


def recover() -> Path | None:
    """Clean up after a run that was killed; return its folder, None if there was none."""
    if not _journal().exists():
        return None
    try:
        state = json.loads(_journal().read_text(encoding="utf-8"))
    except ValueError:  # killed while it was written: nothing had begun
        end()
        return None
    folder, before = Path(state["folder"]), {engine.Thing(*thing) for thing in state["before"]}
    place, text = work() / folder.name, ""
    with contextlib.suppress(TranscriptError, OSError):
        text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.console")))
        if place.is_dir() and (folder / CLEANUP).exists():
            sweep(place, read(folder / CLEANUP))
    engine.remove([thing for thing in engine.things() - before if named(thing, folder, text)])
    cache.forget_since(state["builds"])
    end()
    return folder


def named(thing: engine.Thing, folder: Path, text: str) -> bool:
    """Tell whether a thing has a name that the transcripts say, or that Compose gives in that folder."""
    if re.search(rf"(?<![\w./:-]){re.escape(thing.name.removesuffix(':latest'))}(?![\w.-])", text):
        return True
    return re.match(rf"{re.escape(folder.name)}[-_]", thing.name) is not None


def _journal() -> Path:
    return Path(tempfile.gettempdir()) / "book-run.json"
