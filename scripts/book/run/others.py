"""What else is on the machine: an output shows what the example made and uses, and nothing beside it.

`docker ps --all` lists the reader's other containers too, `docker image ls` all images. A book
shows neither, and a comparison that depended on them would fail on every other machine. So the
lines of lists about things that were there before the run are left out of what it printed.
"""

import re

from book.run.engine import Thing

OF_EVERY_ENGINE = {"bridge", "host", "none", "podman"}  # networks
WORD = re.compile(r"[^\s,]+")


def others(before: set[Thing], used: set[str]) -> set[str]:
    """Return the words by which a list shows what was there before and is none of the images in use."""
    words = set()
    ours = {thing.id for thing in before if thing.name in used | OF_EVERY_ENGINE}
    for thing in before:
        if thing.id not in ours:
            identifier = thing.id.removeprefix("sha256:")
            words |= {identifier, identifier[:12], f"sha256:{identifier}"} - {""}
            words.add(thing.name)
    return words


def without(words: set[str], output: str) -> str:
    """Return the output without the lines that list one of these: it stands first, or a volume behind its driver."""
    kept = []
    for line in output.splitlines(keepends=True):
        first = WORD.findall(line)[:2]
        listed = first[:1] if first[:1] != ["local"] else first[1:]
        if not words & set(listed):
            kept.append(line)
    return "".join(kept)
