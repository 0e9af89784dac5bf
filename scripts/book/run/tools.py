"""Which tools an example needs: its commands tell. A new tool is a row of the table."""

import re
from typing import NamedTuple

# Where a command can stand: first, after a word of the shell, or after what runs another command.
START = r"(?m)(?:^|[|;&(!]|\b(?:do|then|else|until|while|if|time|sudo|xargs(?: -\S+)*|\w+=\S*) )\s*"


class Tool(NamedTuple):
    """What an example may need: what in it tells so, how its version is asked for, how to get it."""

    name: str
    used: re.Pattern[str]
    version: tuple[str, ...]
    remedy: str


def _used(commands: str) -> re.Pattern[str]:
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


def needs(shell: str) -> list[Tool]:
    """Return the tools that commands use."""
    return [tool for tool in TOOLS if tool.used.search(shell)]
