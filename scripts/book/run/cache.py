"""Keep the build cache from telling of other runs: CACHED stands in an output only if that run built it.

A run forgets what it added to the cache. Somebody may also have built the example by hand; so
before a run, what its Dockerfiles describe is forgotten too. Everything else stays.
"""

import json
import re

from book.run.engine import docker

INSTRUCTION = re.compile(r"^\s*(RUN|COPY|ADD|WORKDIR)\s+(.+)$", re.IGNORECASE | re.MULTILINE)
OPTION = re.compile(r"^(?:--(?:mount|network|security)=\S+\s+)+")


def builds() -> dict[str, str]:
    """Return the records of the build cache and how often each was used; none where there is no Buildx."""
    return {record["ID"]: str(record["UsageCount"]) for record in _records()}


def forget_since(before: dict[str, str]) -> None:
    """Forget what was built or used since `before`."""
    _forget([record for record, uses in builds().items() if before.get(record) != uses])


def forget_instructions(dockerfiles: list[str]) -> None:
    """Forget every result of the instructions in these Dockerfiles."""
    ends = tuple(line for text in dockerfiles for line in instructions(text))
    records = _records() if ends else []
    found = {record["ID"] for record in records if " ".join(record["Description"].split()).endswith(ends)}
    size = -1
    while size < len(found):  # what was built on one of them holds it in the cache
        size = len(found)
        found |= {record["ID"] for record in records if found & set(record["Parents"] or [])}
    _forget(sorted(found))


def instructions(dockerfile: str) -> set[str]:
    """Return how BuildKit's cache describes what a Dockerfile does, as the ends of its descriptions."""
    text = re.sub(r"\\\n(?:\s*#.*\n)*", " ", dockerfile)
    found = set()
    for word, rest in INSTRUCTION.findall(text):
        rest = " ".join(rest.split())
        found.add(OPTION.sub("", rest) if word.upper() == "RUN" else f"{word.upper()} {rest}")
    return found


def _records() -> list[dict]:
    listing = docker("buildx", "du", "--format", "json") or ""
    return [json.loads(line) for line in listing.splitlines() if line.startswith("{")]


def _forget(ids: list[str]) -> None:
    if ids:
        docker("buildx", "prune", "--all", "--force", "--filter", f"id~=^({'|'.join(ids)})$")
