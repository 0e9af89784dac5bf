"""Ask the containerd below Docker: where it is, what it holds.

Docker itself says where its containerd listens. Its own namespaces are left out: what is in them
is Docker's, and `engine` compares it.
"""

import os

from book.run import engine
from book.run.engine import Thing

ADDRESS = "/run/containerd/containerd.sock"  # where containerd listens, unless somebody says otherwise
DOCKERS = {"moby", "moby_history", "plugins.moby", "buildkit"}
KINDS = {"task": "tasks", "container": "containers", "image": "images", "snapshot": "snapshots"}


def environment() -> dict[str, str]:
    """Return what `ctr` has to know so that it talks to Docker's containerd, and not of its age."""
    address = os.environ.get("CONTAINERD_ADDRESS") or engine.docker("info", "--format", "{{.Containerd.Address}}")
    address = (address or "").strip()
    return {
        "CONTAINERD_ADDRESS": address if address.startswith("/") else ADDRESS,
        "CONTAINERD_SUPPRESS_DEPRECATION_WARNINGS": "1",
    }


def things() -> set[Thing]:
    """Return all that is in containerd's namespaces, and the namespaces; `id` says in which one."""
    found = set()
    for namespace in set((_ctr("namespaces", "ls", "-q") or "").split()) - DOCKERS:
        found.add(Thing("containerd namespace", namespace, namespace))
        for kind, command in KINDS.items():
            listing = _ctr("--namespace", namespace, command, "ls", *([] if kind == "snapshot" else ["-q"])) or ""
            lines = listing.splitlines()[1:] if kind == "snapshot" else listing.splitlines()
            found |= {Thing(f"containerd {kind}", namespace, line.split()[0]) for line in lines if line.strip()}
    return found


def remove(things: list[Thing]) -> None:
    """Remove things, tasks first and namespaces last; what is gone by then is no trouble."""
    for kind, command in KINDS.items():
        options = {"task": ["--force"], "image": ["--sync"]}.get(kind, [])
        for thing in things:
            if thing.kind == f"containerd {kind}":
                _ctr("--namespace", thing.id, command, "rm", *options, thing.name)
    for thing in things:
        if thing.kind == "containerd namespace":
            _ctr("namespaces", "rm", thing.name)


def _ctr(*arguments: str) -> str | None:
    return engine.output(("ctr", *arguments), environment())
