"""Where a run works, the journal that says it does, and how the next one clears up after a killed run.

The place is the same for every run of a lane, so that a path in an output is the same too; one
run at a time is what the lane's lock is for. The journal holds what there was before: whoever
finds one removes only what has come since and has a name that the example gives.
"""

import contextlib
import json
import re
import shutil
import tempfile
from pathlib import Path

from book.run import cache, cluster, engine, namespace
from book.run.engine import Thing
from book.run.shell import BOUND, Shell
from book.run.world import Things, World
from lablint.formats.transcript import Step, TranscriptError, read

CLEANUP = "99-cleanup.console"


def work(lane: str = "engine") -> Path:
    """The folder that holds the copy of the example that is running in that lane."""
    return Path(tempfile.gettempdir()) / "book-run" if lane == "engine" else cluster.home() / "book-run"


def begin(world: World, before: Things, builds: dict[str, str]) -> None:
    """Note that the folder's run begins, and what was there already."""
    held = {part: sorted(things) for part, things in before.items()}
    state = {"folder": str(world.folder.resolve()), "before": held, "builds": builds}
    _journal(world.lane).write_text(json.dumps(state), encoding="utf-8")


def end(lane: str) -> None:
    """Remove the copy, and the note that a run is under way."""
    place = work(lane)
    shutil.rmtree(place, ignore_errors=True)
    if place.exists():  # a container wrote into it as another user
        engine.docker("run", "--rm", "--volume", f"{place}:/copy", "busybox:1.37", "sh", "-c", "rm -rf /copy/*")
        shutil.rmtree(place, ignore_errors=True)
    _journal(lane).unlink(missing_ok=True)


def sweep(world: World, steps: list[Step], bound: float = BOUND) -> None:
    """Execute a cleanup after something went wrong: what fails does not stop it, nobody compares it."""
    with Shell(work(world.lane) / world.folder.name, bound, world.environment, hasty=False) as shell:
        for step in steps:
            if not shell.dead:
                shell.run(step.command)


def recover(lane: str) -> Path | None:
    """Clean up after a run that was killed in that lane; return its folder, None if there was none."""
    if not _journal(lane).exists():
        return None
    try:
        state = json.loads(_journal(lane).read_text(encoding="utf-8"))
        before = {part: {Thing(*thing) for thing in things} for part, things in state["before"].items()}
    except (ValueError, AttributeError):  # killed while it was written: nothing had begun
        end(lane)
        return None
    folder, text = Path(state["folder"]), ""
    world = World(folder)
    world.parts = list(before)
    with contextlib.suppress(TranscriptError, OSError):
        text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.console")))
        if (work(lane) / folder.name).is_dir() and (folder / CLEANUP).exists():
            sweep(world, read(folder / CLEANUP))
    if "cluster" in before:
        namespace.remove(world.namespace)
    left = {
        part: {thing for thing in things if part == "cluster" or named(thing, folder, text)}
        for part, things in world.left(before, set(), patient=False).items()
    }
    world.remove(left, before)
    cache.forget_since(state["builds"])
    end(lane)
    return folder


def named(thing: Thing, folder: Path, text: str) -> bool:
    """Tell whether a thing has a name that the transcripts say, or that Compose gives in that folder."""
    if re.search(rf"(?<![\w./:-]){re.escape(thing.name.removesuffix(':latest'))}(?![\w.-])", text):
        return True
    return re.match(rf"{re.escape(folder.name)}[-_]", thing.name) is not None


def _journal(lane: str) -> Path:
    return Path(tempfile.gettempdir()) / ("book-run.json" if lane == "engine" else "book-cluster.json")
