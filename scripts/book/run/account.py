"""The account of one run: which commands it has executed and when, what there was before, what it noted.

It is kept in a file beside the copy of the example, from before the first change to after the last
one is taken back. Whoever finds the file of a run that is no more cleans up after it, and knows as
much as that run did of what is the example's. The file is touched while the run is alive: what came
later than its last touch is nobody's but somebody else's.
"""

import json
import os
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from book.model import Example
from book.run.claims import Claims, claims
from book.run.plan import Plan
from book.run.thing import Thing
from lablint.formats.transcript import Step

BEAT = 0.5  # seconds between two touches
COPY = "book-run"  # the folder of the copies: what outputs are normalised by
LARGEST = 1_000_000  # bytes of a file that names anything
PRINTED = re.compile(r"\b[0-9a-f]{64}\b|^\S+/\S+(?= (?:created|serverside-applied)\b)", re.MULTILINE)


@dataclass
class Ran:
    """A command that was executed, and between which times; `end` is None while it is."""

    command: str
    begin: float
    end: float | None = None
    printed: list[str] = field(default_factory=list)  # the digests and objects that it told


@dataclass
class Account:
    """What is known of a run of an example whose copy is in `place`."""

    plan: Plan
    place: Path
    needs: dict[str, bool] = field(default_factory=dict)  # what the run holds
    before: dict[str, set[Thing]] = field(default_factory=dict)  # by engine
    steps: list[Ran] = field(default_factory=list)
    notes: dict[str, dict[str, str]] = field(default_factory=dict)  # what could be seen only while it ran
    killed: bool = False  # in its last step

    @property
    def path(self) -> Path:
        return journal(self.place)

    def noted(self, topic: str) -> dict[str, str]:
        return self.notes.setdefault(topic, {})

    def given(self, step: Ran) -> Claims:
        """Return the names that a step gave."""
        return claims(step.command, self.plan.own, self.plan.home.name, "\n".join(self.plan.commands))

    def begin(self, command: str) -> Ran:
        self.steps.append(Ran(command, time.time()))
        self.save()
        return self.steps[-1]

    def end(self, step: Ran, output: str) -> None:
        step.end, step.printed = time.time(), PRINTED.findall(output)

    def save(self) -> None:
        """Write the account down, whole or not at all."""
        state = {
            "folder": str(self.plan.folder.resolve()),
            "place": str(self.place),
            "needs": self.needs,
            "commands": self.plan.commands,
            "before": {engine: sorted(things) for engine, things in self.before.items()},
            "steps": [asdict(step) for step in self.steps],
            "notes": self.notes,
        }
        new = self.path.with_suffix(".new")
        new.write_text(json.dumps(state), encoding="utf-8")
        os.replace(new, self.path)

    @contextmanager
    def alive(self) -> Iterator[None]:
        """Touch the file as long as the run lives."""
        done = threading.Event()

        def beat() -> None:
            while not done.wait(BEAT):
                if self.path.exists():
                    os.utime(self.path)

        thread = threading.Thread(target=beat, daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()


def journal(place: Path) -> Path:
    """Return the file that holds the account of the run whose copy is in `place`."""
    return next(folder for folder in place.parents if folder.name == COPY).with_suffix(".json")


def load(path: Path) -> Account | None:
    """Return the account of a run that was killed; None if it was killed before it began anything."""
    try:
        state = json.loads(path.read_text(encoding="utf-8"))
        died = path.stat().st_mtime + BEAT
        place = Path(state["place"])
        steps = [Ran(**step) for step in state["steps"]]
        needs, commands, notes = state["needs"], state["commands"], state["notes"]
        before = {engine: {Thing(*thing) for thing in things} for engine, things in state["before"].items()}
    except (ValueError, KeyError, TypeError):
        return None
    killed = bool(steps) and steps[-1].end is None
    if killed:
        steps[-1].end = died
    contents = {}
    for file in place.rglob("*"):
        with suppress(OSError):  # some may be another user's
            if file.is_file() and not file.is_symlink() and file.stat().st_size < LARGEST:
                contents[file.relative_to(place).as_posix()] = file.read_bytes()
    plan = Plan(Example(Path(state["folder"])), contents, {"": [Step(command, "", 1) for command in commands]})
    return Account(plan, place, needs, before, steps, notes, killed)
