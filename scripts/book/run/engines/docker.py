"""The container engine: what an example has left on it, and what somebody else did meanwhile.

Everything goes through the `docker` command, as in the book's examples, so that whatever answers
to it (Docker, or Podman behind a command of that name) is asked the same way.

A thing is the example's if it came into being while one of its commands ran that gives it its name.
Of an image the engine tells only when any of its names was given last; so it is looked at behind each command.
What Compose makes carries the project as a label, and its containers the folder too; volumes
without a name belong to the container that has them, which has to be looked at while it is there.
A container without a name is known by the image and the command that it was given.
"""

import functools
import json
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from book.model.images import full_name, is_dockerfile
from book.run import cache
from book.run.account import Account, Ran
from book.run.claims import Claims, mentions, same_words
from book.run.engines.engine import Engine, made_meanwhile, there_already
from book.run.plan import Plan
from book.run.program import docker
from book.run.thing import Left, Thing

# What docker commands may do to a node of the cluster without touching anything else of the engine.
HARMLESS = r"exec|cp|ps|inspect|logs|top|stats|port|version|info|events|images|image ls|container (?:ls|inspect)"
TOUCHES = re.compile(rf"\bdocker (?!(?:{HARMLESS})\b)|\bkind load\b")
REMOVES = re.compile(r"\b(?:rm|rmi|down|remove|DELETE)\b")
PRUNES = re.compile(r"\bdocker (?:\w+ )?prune\b(?![^|;&\n]*--filter)")
LOT = re.compile(r"[a-z]+_[a-z]+\d?")  # a name that Docker draws by lot
OF_EVERY_ENGINE = {"bridge", "host", "none", "podman"}  # networks
CLUSTER = "label=io.x-k8s.kind.cluster"
PROJECT = "com.docker.compose.project"
SLACK = 0.2  # seconds by which the clocks of engine and runner may differ; times of volumes have whole seconds


class Kind(NamedTuple):
    """A kind of thing that an engine holds: how they are listed, as id and name, and how they go."""

    listing: tuple[str, ...]
    removal: tuple[str, ...]


# In this order they are removed: a container holds the others.
KINDS = {
    "container": Kind(("ps", "-a", "--no-trunc", "--format", "{{.ID}} {{.Names}}"), ("rm", "--force", "--volumes")),
    "network": Kind(("network", "ls", "--no-trunc", "--format", "{{.ID}} {{.Name}}"), ("network", "rm")),
    "volume": Kind(("volume", "ls", "--format", "{{.Name}} {{.Name}}"), ("volume", "rm")),
    "image": Kind(("image", "ls", "--no-trunc", "--format", "{{.ID}} {{.Repository}}:{{.Tag}}"), ("image", "rm")),
}


@dataclass(frozen=True)
class Facts:
    """What the engine tells of a thing: when it came to be, and what shows whose it is."""

    thing: Thing
    born: float | None = None  # None: the engine does not say
    labels: tuple[tuple[str, str], ...] = ()
    image: str = ""  # of a container
    command: tuple[str, ...] = ()
    volumes: tuple[str, ...] = ()  # without a name

    def label(self, key: str) -> str:
        return dict(self.labels).get(key, "")


class Docker(Engine):
    name = "engine"

    def uses(self, plan: Plan) -> bool:
        return "kubectl" not in plan.tools or TOUCHES.search(plan.shell) is not None

    def holds(self, plan: Plan) -> dict[str, bool]:
        return {self.name: True}

    def environment(self, account: Account, say: Callable[[str], None]) -> dict[str, str]:
        for image in sorted(account.plan.used):
            if docker("image", "inspect", image) is None:
                docker("pull", "--quiet", image)
        return {}

    def things(self, account: Account) -> set[Thing]:
        return {thing for kind in KINDS for thing in listed(kind)}

    def begin(self, account: Account) -> None:
        cache.forget(dockerfiles(account.plan))
        account.noted("builds").update(cache.records() if dockerfiles(account.plan) else {})

    def strangers(self, account: Account, command: str | None) -> list[str]:
        given = account.plan.claims
        if prunes := PRUNES.search(account.plan.shell if command is None else command):
            return [f"harms-others: {prunes[0]} takes away what is somebody else's too; say what, with --filter"]
        if command is None:
            taken = {thing for thing in account.before[self.name] if given.gives(thing.kind, thing.name)}
            taken = {thing for thing in taken if thing.name not in OF_EVERY_ENGINE}
            taken |= {thing for project in given.project for thing in _of_project(project)}
            return [
                there_already(thing.kind, thing.name, f"docker {' '.join(KINDS[thing.kind].removal)} {thing.name}")
                for thing in sorted(taken)
            ]
        step = account.given(Ran(command, 0))
        touched = [kind for kind in KINDS if getattr(step, kind) or REMOVES.search(command)]
        kinds = [kind for kind in touched if any(mentions(command, name) for name in getattr(given, kind))]
        new = {thing for kind in kinds for thing in listed(kind)} - account.before[self.name]
        new = {thing for thing in new if given.gives(thing.kind, thing.name) and mentions(command, thing.name)}
        new |= {thing for project in step.project for thing in _of_project(project)}
        new = {thing for thing in new if thing.id not in account.noted("containers")}
        theirs = [facts.thing for facts in inspect(new) if not is_own(facts, account, clock())]
        return [made_meanwhile(thing.kind, thing.name) for thing in theirs]

    def note(self, account: Account, step: Ran) -> None:
        given = account.given(step)
        if given.container or given.project:
            known = account.noted("containers")
            new = {thing for thing in listed("container") - account.before[self.name] if thing.id not in known}
            for facts in inspect(new):
                if is_own(facts, account, clock()):
                    known[facts.thing.id] = facts.thing.name
                    account.noted("volumes").update(dict.fromkeys(facts.volumes, facts.thing.name))
        if given.image or given.project:
            new = {thing for thing in listed("image") - account.before[self.name] if given.gives("image", thing.name)}
            account.noted("images").update({thing.name: thing.id for thing in new})

    def left(self, account: Account) -> Left:
        new = self.things(account) - account.before[self.name]
        new = {thing for thing in new if thing.name not in account.plan.used}
        clusters = of_clusters() if new else set()
        left, found = Left(), inspect(thing for thing in new if thing.name not in clusters)
        for facts in found:  # volumes of what a killed run has left and not noted
            if facts.thing.kind == "container" and is_own(facts, account, clock()):
                account.noted("volumes").update(dict.fromkeys(facts.volumes, facts.thing.name))
        for facts in found:
            if is_own(facts, account, clock()):
                left.own[facts.thing] = f"the {facts.thing.kind} {facts.thing.name} is still there afterwards"
            else:
                left.others.add(facts.thing)
        return left

    def remove(self, account: Account, left: Left) -> None:
        for kind, (_, removal) in KINDS.items():
            for thing in sorted(left.own):
                if thing.kind == kind:
                    # an image by its name, so that its other names stay
                    docker(*removal, thing.name if kind == "image" and "<none>" not in thing.name else thing.id)

    def end(self, account: Account) -> None:
        if texts := dockerfiles(account.plan):
            cache.forget(texts, account.noted("builds"))


def is_own(facts: Facts, account: Account, ahead: float = 0.0) -> bool:
    """Tell whether a thing that was not there before is the example's; the engine's clock is `ahead` of ours."""
    thing, project = facts.thing, facts.label(PROJECT)
    if thing.kind == "container":
        if thing.id in account.noted("containers"):
            return True
        if home := facts.label(f"{PROJECT}.working_dir"):
            return any(Path(home).is_relative_to(place) for place in (account.place, account.place.resolve()))
    if thing.kind == "volume" and thing.name in account.noted("volumes"):
        return True
    if thing.kind == "image":
        return _is_own_image(thing, account)
    found = (account.given(step) for step in account.steps if _during(step, facts, ahead))
    return any(
        given.gives(thing.kind, thing.name) or project in given.project or _asked_for(facts, given) for given in found
    )


def _is_own_image(thing: Thing, account: Account) -> bool:
    noted = account.noted("images")
    if "<none>" not in thing.name:
        last = account.killed and account.given(account.steps[-1]).gives("image", thing.name)
        return noted.get(thing.name) == thing.id or bool(last)
    had_name = thing.id in noted.values() and thing.id not in {other.id for other in account.before["engine"]}
    digits = thing.id.removeprefix("sha256:")
    return had_name or any(account.given(step).nameless_image and digits in step.printed for step in account.steps)


def _during(step: Ran, facts: Facts, ahead: float) -> bool:
    if facts.born is None:
        return True
    slack = 1.0 if facts.thing.kind == "volume" else SLACK
    end = time.time() if step.end is None else step.end
    return step.begin - slack <= facts.born - ahead <= end + slack


def _asked_for(facts: Facts, given: Claims) -> bool:
    """Tell whether a container has a name drawn by lot, and the image and command of one that was given no name."""
    nameless = facts.thing.kind == "container" and LOT.fullmatch(facts.thing.name)
    asked = (facts.image == image and same_words(words, facts.command) for image, words in given.unnamed)
    return bool(nameless) and any(asked)


def listed(kind: str) -> set[Thing]:
    """Return all that the engine holds of a kind."""
    found = set()
    for line in (docker(*KINDS[kind].listing) or "").splitlines():
        identifier, _, name = line.partition(" ")
        found.add(Thing(kind, identifier, full_name(name) if kind == "image" else name))
    return found


def _of_project(project: str) -> set[Thing]:
    """Return what carries the label of a Compose project."""
    found = set()
    for kind in ("container", "network", "volume"):
        for line in (docker(*KINDS[kind].listing, "--filter", f"label={PROJECT}={project}") or "").splitlines():
            found.add(Thing(kind, *line.split(" ", 1)))
    return found


def inspect(things: Iterable[Thing]) -> list[Facts]:
    """Return what the engine tells of these things, without those that are gone by now."""
    found = []
    for thing in sorted(things):
        answer = docker(thing.kind, "inspect", thing.id)
        if answer is not None:
            found.append(_facts(thing, json.loads(answer)[0]))
    return found


def _facts(thing: Thing, data: dict[str, Any]) -> Facts:
    config = data.get("Config") or {}
    labels = tuple((config.get("Labels") or data.get("Labels") or {}).items())
    born = data.get("CreatedAt") or data.get("Created")
    command, volumes = tuple(config.get("Cmd") or ()), ()
    if thing.kind == "container":
        if command == _default_command(data.get("Image", "")):
            command = ()
        mounts = data.get("Mounts") or []
        volumes = tuple(m["Name"] for m in mounts if re.fullmatch(r"[0-9a-f]{64}", m.get("Name") or ""))
    return Facts(thing, _moment(born), labels, full_name(config.get("Image", "")), command, volumes)


def _default_command(image: str) -> tuple[str, ...]:
    return tuple(json.loads(docker("image", "inspect", "--format", "{{json .Config.Cmd}}", image) or "null") or ())


def _moment(text: str | None) -> float | None:
    """Return a time that an engine tells, in seconds; None for one that stands for never, or is told otherwise."""
    try:
        return datetime.fromisoformat(text or "").timestamp() if not (text or "").startswith("0001-") else None
    except ValueError:
        return None


@functools.cache
def clock() -> float:
    """Return by how many seconds the engine's clock is ahead of ours: it may be that of another machine."""
    before, answer, after = time.time(), docker("info", "--format", "{{.SystemTime}}"), time.time()
    there = _moment((answer or "").strip())
    return 0.0 if there is None or before - SLACK <= there <= after + SLACK else there - (before + after) / 2


def dockerfiles(plan: Plan) -> list[str]:
    return [text for name, text in plan.texts.items() if is_dockerfile(name)]


def version(answer: str) -> str:
    """Return `Docker Engine 29.8.1` or `Podman 5.6.0`."""
    data = json.loads(answer)
    podman = "podman" in (docker("--version") or "").lower()
    return f"{'Podman' if podman else 'Docker Engine'} {(data.get('Server') or data['Client'])['Version']}"


@functools.cache
def architecture() -> str:
    """Return the engine's architecture by the name that image platforms have for it."""
    answer = docker("version", "--format", "{{.Server.Arch}}") or docker("info", "--format", "{{.Host.Arch}}")
    return (answer or "").strip()


def of_clusters() -> set[str]:
    """Return the names of the containers, networks and volumes of kind's clusters: they are no example's."""
    names = set((docker("ps", "-a", "--filter", CLUSTER, "--format", "{{.Names}}") or "").split())
    if not names:
        return {"kind"}
    template = '{{range .Mounts}}{{if eq .Type "volume"}}{{.Name}} {{end}}{{end}}'
    volumes = (docker("container", "inspect", "--format", template, *sorted(names)) or "").split()
    return names | set(volumes) | {"kind"}
