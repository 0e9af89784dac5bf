"""Which tools an example needs, and whether they answer.

What an example needs, its commands tell: those of its transcripts and of its scripts. A new tool
is a row of the table.
"""

import re
from pathlib import Path
from typing import NamedTuple

from book.model import Example
from book.run import containerd, engine
from lablint.formats import transcript

# Where a command can stand: first, after a word of the shell, or after what runs another command.
START = r"(?m)(?:^|[|;&(!]|\b(?:do|then|else|until|while|if|time|sudo|xargs(?: -\S+)*|\w+=\S*) )\s*"


class Tool(NamedTuple):
    """What an example may need: what in it tells so, how its version is asked for, how to get it."""

    name: str
    used: re.Pattern
    version: tuple[str, ...]
    remedy: str


def _used(commands: str) -> re.Pattern:
    return re.compile(rf"{START}(?:{commands})\b")


TOOLS = [
    Tool("engine", re.compile(""), ("docker", "version", "--format", "json"),
         "start Docker Desktop, or on Linux: sudo systemctl start docker"),
    Tool("compose", _used("docker compose"), ("docker", "compose", "version", "--short"),
         "it comes with Docker Desktop; on Linux install the package docker-compose-plugin"),
    Tool("buildx", _used("docker (?:buildx|build|bake|image build)"), ("docker", "buildx", "version"),
         "it comes with Docker Desktop; on Linux install the package docker-buildx-plugin"),
    Tool("containerd", _used("ctr"), ("ctr", "version"),
         "it needs Linux, root (sudo scripts/run …) and the socket of Docker's containerd; "
         "CONTAINERD_ADDRESS says where else it is"),
    Tool("kind", _used("kubectl|helm|kind"), ("kind", "version"),
         "https://kind.sigs.k8s.io/docs/user/quick-start/#installation"),
    Tool("kubectl", _used("kubectl|helm|kind"), ("kubectl", "version", "--client"),
         "https://kubernetes.io/docs/tasks/tools/#kubectl"),
    Tool("helm", _used("helm"), ("helm", "version", "--short"), "https://helm.sh/docs/intro/install/"),
]  # fmt: skip
CLIENTS = {"kubectl"}  # what counts in a record is the cluster's version


def needs(folder: Path) -> list[Tool]:
    """Return the tools that the folder's transcripts and scripts use."""
    text = commands(folder)
    return [tool for tool in TOOLS if tool.used.search(text)]


def commands(folder: Path) -> str:
    """Return all commands of the folder's transcripts and scripts, one below the other."""
    lines = []
    for path in Example(folder).files:
        if path.suffix in (".console", ".sh"):
            text = path.read_text(encoding="utf-8", errors="replace")
            lines += text.splitlines() if path.suffix == ".sh" else transcript.commands(text)
    return "\n".join(line for line in lines if not line.lstrip().startswith("#"))


def versions(tools: list[Tool]) -> tuple[dict[str, str], list[str]]:
    """Return the versions of the tools, and a sentence for each that does not answer."""
    found, missing = {}, []
    for tool in tools:
        answer = _answer(tool)
        if answer is None:
            missing.append(f"no {tool.name} answers to `{' '.join(tool.version)}`: {tool.remedy}")
        elif tool.name == "engine":
            found["engine"] = engine.version(answer)
        elif tool.name not in CLIENTS:
            found[tool.name] = re.findall(r"\d+(?:\.\d+)+", answer.partition("Server:")[2] or answer)[0]
    return found, missing


def _answer(tool: Tool) -> str | None:
    environment = containerd.environment() if tool.name == "containerd" else None
    return engine.output(tool.version, environment)
