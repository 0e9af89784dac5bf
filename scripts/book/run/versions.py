"""The versions of the tools, as they answer: what a record says of the machine, and what is missing on it."""

import functools
import re

from book.run import cluster
from book.run.engines import containerd, docker
from book.run.program import output
from book.run.tools import Tool

CLIENTS = {"kubectl"}  # what counts in a record is the cluster's version


def missing(tools: list[Tool]) -> list[str]:
    """Return a sentence for each tool that does not answer."""
    lacking = [tool for tool in tools if _answer(tool) is None]
    return [f"no {tool.name} answers to `{' '.join(tool.version)}`: {tool.remedy}" for tool in lacking]


def ran_on(tools: list[Tool]) -> dict[str, str]:
    """Return with what an example of these tools runs, as a record has it."""
    found = {tool.name: _version(tool) for tool in tools if tool.name not in CLIENTS}
    if any(tool.name in CLIENTS for tool in tools):
        found |= cluster.version()
    return found | {"architecture": docker.architecture()}


def _version(tool: Tool) -> str:
    answer = _answer(tool) or ""
    if tool.name == "engine":
        return docker.version(answer)
    found = re.search(r"\d+(?:\.\d+)+", answer.partition("Server:")[2] or answer)
    return found[0] if found else "unknown"


@functools.cache
def _answer(tool: Tool) -> str | None:
    return output(tool.version, containerd.environment() if tool.name == "containerd" else None)
