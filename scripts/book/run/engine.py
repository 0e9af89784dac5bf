"""Ask the container engine: is it there, what does it hold, what has a run left.

Everything goes through the `docker` command, as in the book's examples, so that whatever answers
to it (Docker, or Podman behind a command of that name) is asked the same way.
"""

import json
import os
import subprocess
from typing import NamedTuple

from book.model.images import full_name

PATIENCE = 600  # seconds: pulling an image may take long


class Kind(NamedTuple):
    """A kind of thing that an engine holds: how they are listed, as id and name, and how they go."""

    listing: tuple[str, ...]
    removal: tuple[str, ...]


class Thing(NamedTuple):
    """What an engine or a cluster holds: a container, a network, a volume, an image, an object."""

    kind: str
    id: str
    name: str


CLUSTER = "label=io.x-k8s.kind.cluster"

# In this order they are removed: a container holds the others.
KINDS = {
    "container": Kind(("ps", "-a", "--no-trunc", "--format", "{{.ID}} {{.Names}}"), ("rm", "--force", "--volumes")),
    "network": Kind(("network", "ls", "--no-trunc", "--format", "{{.ID}} {{.Name}}"), ("network", "rm")),
    "volume": Kind(("volume", "ls", "--format", "{{.Name}} {{.Name}}"), ("volume", "rm")),
    "image": Kind(("image", "ls", "--no-trunc", "--format", "{{.ID}} {{.Repository}}:{{.Tag}}"), ("image", "rm")),
}


def docker(*arguments: str) -> str | None:
    """Return what a docker command prints, None if it fails or there is no such command."""
    return output(("docker", *arguments))


def output(command: tuple[str, ...], more: dict[str, str] | None = None, given: str | None = None) -> str | None:
    """Return what a command prints, with `more` in its environment and `given` to read; None if it fails."""
    asked = {"input": given} if given is not None else {"stdin": subprocess.DEVNULL}
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE,
                              env=os.environ | (more or {}), **asked)  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


def version(answer: str) -> str:
    """Return `Docker Engine 29.8.1` or `Podman 5.6.0`."""
    data = json.loads(answer)
    podman = "podman" in (docker("--version") or "").lower()
    return f"{'Podman' if podman else 'Docker Engine'} {(data.get('Server') or data['Client'])['Version']}"


def architecture() -> str:
    """Return the engine's architecture by the name that image platforms have for it."""
    answer = docker("version", "--format", "{{.Server.Arch}}") or docker("info", "--format", "{{.Host.Arch}}")
    return (answer or "").strip()


def things() -> set[Thing]:
    """Return all that the engine holds."""
    found = set()
    for kind, (listing, _) in KINDS.items():
        for line in (docker(*listing) or "").splitlines():
            identifier, _, name = line.partition(" ")
            found.add(Thing(kind, identifier, full_name(name) if kind == "image" else name))
    return found


def of_clusters() -> set[str]:
    """Return the names of the containers, networks and volumes of kind's clusters: they are no example's."""
    names = set((docker("ps", "-a", "--filter", CLUSTER, "--format", "{{.Names}}") or "").split())
    if not names:
        return {"kind"}
    template = '{{range .Mounts}}{{if eq .Type "volume"}}{{.Name}} {{end}}{{end}}'
    volumes = (docker("container", "inspect", "--format", template, *sorted(names)) or "").split()
    return names | set(volumes) | {"kind"}


def remove(things: list[Thing]) -> None:
    """Remove things, containers first; what is gone by then is no trouble."""
    for kind, (_, removal) in KINDS.items():
        for thing in things:
            if thing.kind == kind:
                # an image by its name, so that its other names stay
                docker(*removal, thing.name if kind == "image" and "<none>" not in thing.name else thing.id)
