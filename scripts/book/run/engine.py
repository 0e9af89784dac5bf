"""Ask the container engine: is it there, what does it hold, what has a run left.

Everything goes through the `docker` command, as in the book's examples, so that whatever answers
to it (Docker, or Podman behind a command of that name) is asked the same way.
"""

import json
import re
import subprocess
from pathlib import Path
from typing import NamedTuple

PATIENCE = 600  # seconds: pulling an image may take long


class Tool(NamedTuple):
    """What an example may need: what in it tells so, how its version is asked for, how to get it."""

    name: str
    used: re.Pattern
    version: tuple[str, ...]
    remedy: str


class Kind(NamedTuple):
    """A kind of thing that an engine holds: how they are listed, as id and name, and how they go."""

    listing: tuple[str, ...]
    removal: tuple[str, ...]


class Thing(NamedTuple):
    """A container, network, volume or image of the engine."""

    kind: str
    id: str
    name: str


TOOLS = [
    Tool("engine", re.compile(""), ("version", "--format", "json"),
         "start Docker Desktop, or on Linux: sudo systemctl start docker"),
    Tool("compose", re.compile(r"\bdocker compose\b"), ("compose", "version", "--short"),
         "it comes with Docker Desktop; on Linux install the package docker-compose-plugin"),
    Tool("buildx", re.compile(r"\bdocker (?:buildx|build|bake|image build)\b"), ("buildx", "version"),
         "it comes with Docker Desktop; on Linux install the package docker-buildx-plugin"),
]  # fmt: skip

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
    try:
        done = subprocess.run(["docker", *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              timeout=PATIENCE)  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


def needs(folder: Path) -> list[Tool]:
    """Return the tools that the folder's transcripts and scripts use."""
    sources = [path for path in sorted(folder.rglob("*")) if path.suffix in (".console", ".sh") and path.is_file()]
    text = "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in sources)
    return [tool for tool in TOOLS if tool.used.search(text)]


def versions(tools: list[Tool]) -> tuple[dict[str, str], list[str]]:
    """Return the versions of the tools, and a sentence for each that does not answer."""
    found, missing = {}, []
    for tool in tools:
        answer = docker(*tool.version)
        if answer is None:
            missing.append(f"no {tool.name} answers to `docker {' '.join(tool.version)}`: {tool.remedy}")
        elif tool.name == "engine":
            found["engine"] = _engine(answer)
        else:
            found[tool.name] = re.search(r"\d+(?:\.\d+)+", answer)[0]
    return found, missing


def _engine(answer: str) -> str:
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


def full_name(image: str) -> str:
    """Return an image's name with its tag and without the parts that engines leave out or add."""
    short = re.sub(r"^(?:docker\.io/(?:library/)?|localhost/)", "", image)
    return short if re.search(r"[:@][^/]*$", short) else f"{short}:latest"


def remove(things: list[Thing]) -> None:
    """Remove things, containers first; what is gone by then is no trouble."""
    for kind, (_, removal) in KINDS.items():
        for thing in things:
            if thing.kind == kind:
                # an image by its name, so that its other names stay
                docker(*removal, thing.name if kind == "image" and "<none>" not in thing.name else thing.id)
