"""Ask the container engine: is it there, what runs on it, what has a run left.

Everything goes through the `docker` command, as the book's examples do, so that whatever answers
to it (Docker, Podman behind its `docker`) is asked the same way.
"""

import json
import re
import subprocess
from typing import NamedTuple

PATIENCE = 600  # seconds; only for pulling an image a command may take long


class Tool(NamedTuple):
    """What a transcript may need: the commands that tell, how to ask for its version, how to get it."""

    name: str
    commands: re.Pattern
    probe: tuple[str, ...]
    remedy: str


TOOLS = [
    Tool("engine", re.compile(r"\bdocker\b"), ("docker", "version", "--format", "json"),
         "start Docker Desktop, or on Linux: sudo systemctl start docker (see if `docker version` answers)"),
    Tool("compose", re.compile(r"\bdocker compose\b"), ("docker", "compose", "version", "--short"),
         "install Docker Compose; it comes with Docker Desktop, on Linux it is the package docker-compose-plugin"),
    Tool("buildx", re.compile(r"\bdocker (?:buildx|build|bake)\b"), ("docker", "buildx", "version"),
         "install Buildx; it comes with Docker Desktop, on Linux it is the package docker-buildx-plugin"),
]  # fmt: skip

# How each kind of thing is listed (id, name) and removed. In this order: a container holds the others.
KINDS = {
    "container": (("ps", "--all", "--no-trunc", "--format", "{{.ID}} {{.Names}}"), ("rm", "--force", "--volumes")),
    "network": (("network", "ls", "--no-trunc", "--format", "{{.ID}} {{.Name}}"), ("network", "rm")),
    "volume": (("volume", "ls", "--format", "{{.Name}} {{.Name}}"), ("volume", "rm")),
    "image": (("image", "ls", "--no-trunc", "--format", "{{.ID}} {{.Repository}}:{{.Tag}}"), ("image", "rm", "--force")),
}


class Thing(NamedTuple):
    """A container, network, volume or image of the engine."""

    kind: str
    id: str
    name: str

    @property
    def reference(self) -> str:
        """What the engine is told to remove: an image by its name, so that its other names stay."""
        return self.name if self.kind == "image" and "<" not in self.name else self.id


def docker(*arguments: str) -> str | None:
    """Return what a docker command prints, None if it fails or is not there."""
    try:
        done = subprocess.run(["docker", *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              timeout=PATIENCE)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


def needs(commands: str) -> list[Tool]:
    """Return the tools that a folder's commands ask for; each of them needs the engine."""
    return [tool for tool in TOOLS if tool.commands.search(commands)]


def versions(tools: list[Tool]) -> tuple[dict[str, str], list[str]]:
    """Return `{tool: version}` and a sentence for each tool that does not answer."""
    found, missing = {}, []
    for tool in tools:
        answer = docker(*tool.probe[1:])
        if answer is None:
            missing.append(f"{tool.name} does not answer to `{' '.join(tool.probe)}`: {tool.remedy}")
        elif tool.name == "engine":
            found[tool.name] = _engine(answer)
        else:
            found[tool.name] = re.search(r"\d+(?:\.\d+)+", answer)[0]
    return found, missing


def architecture() -> str:
    """Return the engine's architecture in the names that image platforms use."""
    answer = json.loads(docker("version", "--format", "json") or "{}")
    side = answer.get("Server") or answer.get("Client") or {}
    return side.get("Arch") or side.get("OsArch", "").rpartition("/")[2]


def _engine(answer: str) -> str:
    """Return `Docker Engine 29.8.1` or `Podman 5.6.0` from the answer of `docker version`."""
    data = json.loads(answer)
    version = (data.get("Server") or data["Client"])["Version"]
    brand = docker("--version") or ""
    return f"{'Podman' if 'podman' in brand.lower() else 'Docker Engine'} {version}"


def things() -> set[Thing]:
    """Return all that the engine holds."""
    found = set()
    for kind, (listing, _) in KINDS.items():
        for line in (docker(*listing) or "").splitlines():
            identifier, _, name = line.partition(" ")
            found.add(Thing(kind, identifier, name))
    return found


def remove(leftovers: list[Thing]) -> None:
    """Remove things from the engine, containers first; what is gone by then is no trouble."""
    for kind, (_, removal) in KINDS.items():
        for thing in leftovers:
            if thing.kind == kind:
                docker(*removal, thing.reference)


def build_cache() -> dict[str, str]:
    """Return the records of the build cache and how often each was used; nothing where there is no Buildx."""
    listing = docker("buildx", "du", "--format", "{{.ID}} {{.UsageCount}}") or ""
    return dict(line.split(" ", 1) for line in listing.splitlines() if " " in line)


def forget_builds(before: dict[str, str]) -> None:
    """Remove what was built since then from the build cache: CACHED must not depend on earlier runs."""
    touched = [record for record, uses in build_cache().items() if before.get(record) != uses]
    if touched:
        docker("buildx", "prune", "--all", "--force", "--filter", f"id~=^({'|'.join(touched)})$")
