"""The ports of the machine that an example takes, or of the cluster's nodes: no two may have the same at a time."""

import re

from book.model.commands import docker_commands, options
from book.model.projects import is_compose

PUBLISHED = re.compile(r"(?:^|:)(\d+):\d+(?:/\w+)?$")
COMPOSE = re.compile(r"(?m)^\s*- [\"']?(?:[\d.]+:)?(\d+):\d+[\"']?\s*$|\bpublished: [\"']?(\d+)")
NODE_PORT = re.compile(r"\bnodePort[\"']?:\s*(\d+)")
FORWARD = re.compile(r"\bkubectl\b[^|;&\n]*\bport-forward\b[^|;&\n]*?\s(\d+):\d+")


def ports(shell: str, texts: dict[str, str]) -> set[str]:
    """Return the ports that these commands and files name."""
    found = set(FORWARD.findall(shell.replace("\\\n", " ")))
    for verb, *rest in docker_commands(shell):
        if verb in ("run", "create"):
            given = [value for option, value in options(rest)[0] if option in ("-p", "--publish")]
            found |= {match[1] for value in given if (match := PUBLISHED.search(value))}
    for name, text in texts.items():
        found |= set(NODE_PORT.findall(text))
        if is_compose(name):
            found |= {one or other for one, other in COMPOSE.findall(text)}
    return found
