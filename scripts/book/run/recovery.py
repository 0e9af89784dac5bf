"""Where a run works, and how the next one clears up after a run that was killed.

An example of the engine works in the same place each time, so that a path in an output is the same
too; those of the cluster, of which several run at a time, have a place for each namespace. Beside
the copy lies the account of the run: whoever finds one that nobody holds finishes that run.
"""

import contextlib
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from book.model.example import CLEANUP
from book.run import cluster
from book.run.account import COPY, Account, journal, load
from book.run.engines.all import ENGINES
from book.run.engines.engine import Engine
from book.run.locks import free, hold
from book.run.plan import Plan
from book.run.ports import ports
from book.run.program import docker
from book.run.shell import BOUND, Shell
from book.run.thing import Left
from lablint.formats.transcript import Step, TranscriptError, read


def used_by(plan: Plan) -> list[Engine]:
    """Return the engines that an example uses."""
    return [engine for engine in ENGINES if engine.uses(plan)]


def place_of(plan: Plan) -> Path:
    """Return the folder for the copy of an example: below all copies it lies as it does below the examples."""
    base = Path(tempfile.gettempdir())
    if "cluster" in [engine.name for engine in used_by(plan)]:
        base = cluster.home() / plan.namespace
    return base / COPY / plan.example.home.slug


def needs(plan: Plan) -> dict[str, bool]:
    """Return what a run of the example has to hold, and whether alone: first its place, which tells that it lives."""
    found = {_life(journal(place_of(plan))): True} | {f"port-{port}": True for port in ports(plan.shell, plan.texts)}
    for engine in used_by(plan):
        found |= engine.holds(plan)
    return found


def _life(account: Path) -> str:
    """Return the lock that a run holds as long as it lives."""
    return "run" if account.parent == Path(tempfile.gettempdir()) else f"run-{account.parent.name}"


def killed() -> list[Path]:
    """Return the accounts of runs that are no more."""
    there = [journal(Path(tempfile.gettempdir()) / COPY / "x"), *cluster.home().glob("*/book-run.json")]
    return [path for path in there if path.exists() and free(_life(path))]


def recover(say: Callable[[str], None]) -> None:
    """Finish the runs that were killed, each while nobody uses what it used."""
    for path in killed():
        known = load(path)
        with hold(known.needs if known else {_life(path): True}):
            if path.exists() and (account := load(path)):  # nobody was faster
                finish(account, say)
                say(f"cleaned up after a run that was killed in {account.plan.folder}")
            wipe(path)


def finish(account: Account, say: Callable[[str], None]) -> None:
    """Do what a killed run would have done in the end."""
    engines, folder = [], account.plan.folder
    surroundings: dict[str, str] = {}
    for engine in (engine for engine in ENGINES if engine.name in account.before):
        with contextlib.suppress(cluster.NoCluster):  # what was in it is gone with it
            surroundings |= engine.environment(account, say)
            engines.append(engine)
    with contextlib.suppress(TranscriptError, OSError):
        if account.steps and account.place.is_dir() and (folder / CLEANUP).exists():
            sweep(account, engines, read(folder / CLEANUP), surroundings)
    clear(account, engines, {engine.name: engine.left(account) for engine in engines}, say)


def left(account: Account, engine: Engine) -> Left:
    """Return what an example has left, when what is being removed has had its time to go."""
    start = time.monotonic()
    while (found := engine.left(account)).going and time.monotonic() < start + engine.patience:
        time.sleep(0.3)
    return found


def clear(account: Account, engines: list[Engine], left: dict[str, Left], say: Callable[[str], None],
          keep: bool = False) -> None:  # fmt: skip
    """Remove what the example has left, and tell once what came meanwhile and is not the example's."""
    for engine in reversed(engines):  # the cluster may use the engine's
        if not keep:
            engine.remove(account, left[engine.name])
        engine.end(account)
    if others := sorted(thing for part in left.values() for thing in part.others):
        named = ", ".join(f"{thing.kind} {thing.name if '<none>' not in thing.name else thing.id}" for thing in others)
        say(f"not of the example {account.plan.folder}, and left alone: {named}")


def sweep(account: Account, engines: list[Engine], steps: list[Step], surroundings: dict[str, str],
          bound: float = BOUND) -> None:  # fmt: skip
    """Execute a cleanup after something went wrong, but what would touch somebody else's; nobody compares it."""
    with Shell(account.place, bound, surroundings, hasty=False) as shell:
        for step in steps:
            theirs = any(engine.strangers(account, step.command) for engine in engines)
            if not theirs and not shell.dead:
                shell.run(step.command)


def wipe(path: Path) -> None:
    """Remove the copy whose run has this account, and the account."""
    place = path.with_suffix("")
    shutil.rmtree(place, ignore_errors=True)
    if place.exists():  # a container wrote into it as another user
        docker("run", "--rm", "--volume", f"{place}:/copy", "busybox:1.37", "sh", "-c", "rm -rf /copy/*")
        shutil.rmtree(place, ignore_errors=True)
    path.unlink(missing_ok=True)
    if path.parent != Path(tempfile.gettempdir()):
        shutil.rmtree(path.parent, ignore_errors=True)
