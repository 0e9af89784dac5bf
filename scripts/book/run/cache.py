"""Keep the build cache from telling of other runs: CACHED stands in an output only if that run built it.

What an example's Dockerfiles describe is forgotten before a run, since somebody may have built the
example by hand, and after it as far as it was built or used meanwhile. Everything else stays.
"""

import json
from typing import Any

from book.run.program import output
from lablint.formats.dockerfile import parse

DESCRIBED = ("RUN", "COPY", "ADD", "WORKDIR")  # what the cache holds results of


def records() -> dict[str, str]:
    """Return the records of the build cache and how often each was used; none where there is no Buildx."""
    return {record["ID"]: str(record["UsageCount"]) for record in _records()}


def forget(dockerfiles: list[str], before: dict[str, str] | None = None) -> None:
    """Forget every result of the instructions in these Dockerfiles, or what was built or used since `before`."""
    ends = tuple(line for text in dockerfiles for line in instructions(text))
    known = _records() if ends else []
    found = {record["ID"] for record in known if " ".join(record["Description"].split()).endswith(ends)}
    size = -1
    while size < len(found):  # what was built on one of them holds it in the cache
        size = len(found)
        found |= {record["ID"] for record in known if found & set(record["Parents"] or [])}
    changed = {record["ID"] for record in known if (before or {}).get(record["ID"]) != str(record["UsageCount"])}
    if ids := "|".join(sorted(found & changed)):
        output(("docker", "buildx", "prune", "--all", "--force", "--filter", f"id~=^({ids})$"))


def instructions(dockerfile: str) -> set[str]:
    """Return how BuildKit's cache describes what a Dockerfile does, as the ends of its descriptions."""
    found = set()
    for item in parse(dockerfile):
        words = [] if item.name == "RUN" else [item.name, *item.flags]
        if item.name in DESCRIBED:
            found.add(" ".join([*words, *item.text.split()]))
    return found


def _records() -> list[dict[str, Any]]:
    listing = output(("docker", "buildx", "du", "--format", "json")) or ""
    return [json.loads(line) for line in listing.splitlines() if line.startswith("{")]
