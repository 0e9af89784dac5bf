"""The containerd below Docker: what an example has left in it.

Docker itself says where its containerd listens. Its own namespaces are left out: what is in them
is Docker's, and `docker` looks after it.

containerd does not tell when a namespace was made. One is the example's if it was not there before
the first command that names it and is there behind it; what is in it is the example's too, as all
is that is in its namespace in a cluster. In a namespace of somebody else's, or in the one that
`ctr` takes unless told, the example's is what its commands there name.
"""

import functools
import os
import re
from collections.abc import Callable

from book.model.images import full_name
from book.run.account import Account, Ran
from book.run.engines.engine import Engine, made_meanwhile, there_already
from book.run.plan import Plan
from book.run.program import docker, output
from book.run.thing import Left, Thing

ADDRESS = "/run/containerd/containerd.sock"  # where containerd listens, unless somebody says otherwise
DOCKERS = {"moby", "moby_history", "plugins.moby", "buildkit"}
KINDS = {"task": "tasks", "container": "containers", "image": "images", "snapshot": "snapshots"}
NAMESPACE = "containerd namespace"
NOBODYS = DOCKERS | {"default"}  # an example may name them, they are never its own


class Containerd(Engine):
    name = "containerd"
    patience = 5.0

    def uses(self, plan: Plan) -> bool:
        return "containerd" in plan.tools

    def environment(self, account: Account, say: Callable[[str], None]) -> dict[str, str]:
        return environment()

    def things(self, account: Account) -> set[Thing]:
        found = set()
        for namespace in namespaces() - DOCKERS:
            found.add(Thing(NAMESPACE, namespace, namespace))
            for kind, command in KINDS.items():
                listing = _ctr("--namespace", namespace, command, "ls", *([] if kind == "snapshot" else ["-q"])) or ""
                lines = listing.splitlines()[1:] if kind == "snapshot" else listing.splitlines()
                found |= {Thing(f"containerd {kind}", namespace, line.split()[0]) for line in lines if line.strip()}
        return found

    def strangers(self, account: Account, command: str | None) -> list[str]:
        given = account.plan.claims.containerd - NOBODYS
        if command is None:
            there = {thing.name for thing in account.before[self.name] if thing.kind == NAMESPACE}
            remedy = "ctr namespaces rm, when it is empty"
            return [there_already(NAMESPACE, name, remedy) for name in sorted(given & there)]
        if not given or "ctr" not in command:
            return []
        theirs = (given & namespaces()) - account.noted("namespaces").keys()
        return [made_meanwhile(NAMESPACE, name) for name in sorted(theirs)]

    def note(self, account: Account, step: Ran) -> None:
        given = account.given(step).containerd - NOBODYS
        if given and not given <= account.noted("namespaces").keys():
            account.noted("namespaces").update(dict.fromkeys(given & namespaces(), ""))

    def left(self, account: Account) -> Left:
        left = Left()
        for thing in self.things(account) - account.before[self.name]:
            if is_own(thing, account):
                where = f" in {thing.id}"
                left.own[thing] = f"the {thing.kind} {thing.name}{where} is still there afterwards"
            else:
                left.others.add(thing)
        left.going = bool(left.own)
        return left

    def remove(self, account: Account, left: Left) -> None:
        things = sorted(left.own)
        for kind, command in KINDS.items():
            options = {"task": ["--force"], "image": ["--sync"]}.get(kind, [])
            for thing in things:
                if thing.kind == f"containerd {kind}":
                    _ctr("--namespace", thing.id, command, "rm", *options, thing.name)
        for thing in things:
            if thing.kind == NAMESPACE:
                _ctr("namespaces", "rm", thing.name)


def is_own(thing: Thing, account: Account) -> bool:
    """Tell whether a thing that was not there before is the example's; `id` is its namespace."""
    if thing.id in account.noted("namespaces"):
        return True
    if account.killed and thing.id in account.given(account.steps[-1]).containerd - NOBODYS:
        return True  # it was not there before that command
    if thing.kind == NAMESPACE:  # of nothing but what is the example's, or it would not be empty
        return thing.name == "default" and any(_unspaced(step.command) for step in account.steps)
    words = {word for step in account.steps if _in(step, thing.id) for word in re.findall(r"[^\s'\"]+", step.command)}
    return thing.name in words or full_name(thing.name) in map(full_name, words)


@functools.cache
def environment() -> dict[str, str]:
    """Return what `ctr` has to know so that it talks to Docker's containerd, and not of its age."""
    address = os.environ.get("CONTAINERD_ADDRESS") or docker("info", "--format", "{{.Containerd.Address}}")
    address = (address or "").strip()
    return {
        "CONTAINERD_ADDRESS": address if address.startswith("/") else ADDRESS,
        "CONTAINERD_SUPPRESS_DEPRECATION_WARNINGS": "1",
    }


def namespaces() -> set[str]:
    return set((_ctr("namespaces", "ls", "-q") or "").split())


def _in(step: Ran, namespace: str) -> bool:
    if namespace == "default":
        return _unspaced(step.command)
    return re.search(rf"\bctr (?:-n|--namespace)[ =]{re.escape(namespace)}\b", step.command) is not None


def _unspaced(command: str) -> bool:
    """Tell whether a command makes something in the namespace that ctr takes unless told."""
    return re.search(r"\bctr (?:run|(?:images?|i) (?:pull|import|tag)|(?:containers?|c) create)\b", command) is not None


def _ctr(*arguments: str) -> str | None:
    return output(("ctr", *arguments), environment())
