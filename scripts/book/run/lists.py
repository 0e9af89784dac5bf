"""Lists in outputs: they show what the example made and uses, and nothing else that is on the machine.

`docker ps --all` lists the reader's other containers too, `docker image ls` all images. A book
shows neither, and a comparison that depended on them would fail on every other machine. So the
lines of lists about things that are not the example's are left out of what it printed. They are
known by what nothing else looks like: an id, a volume behind its driver, an image's whole name.
"""

from collections.abc import Iterable

from book.run.engines.docker import OF_EVERY_ENGINE
from book.run.thing import Thing


def words_of(things: Iterable[Thing], shown: set[str]) -> set[str]:
    """Return the words by which lists name these things, but not those whose name may be shown."""
    things = list(things)
    ours = {thing.id for thing in things if thing.name in shown | OF_EVERY_ENGINE}
    words = set()
    for thing in things:
        if thing.id in ours:
            continue
        if thing.kind == "volume":
            words.add(f"local {thing.name}")
        else:
            digits = thing.id.removeprefix("sha256:")
            words |= {digits, digits[:12], f"sha256:{digits}"}
        if thing.kind == "image" and "<" not in thing.name:
            words.add(thing.name)
    return words


def without(words: set[str], made: set[str], output: str) -> str:
    """Return the output without the lines that list one of these, unless by the name of an image the example made."""
    return "".join(line for line in output.splitlines(keepends=True) if not _lists(words, made, line.split()))


def _lists(words: set[str], made: set[str], line: list[str]) -> bool:
    if line[:1] and (line[0] in made or ":".join(line[:2]) in made):
        return False
    identified = any(word in words and ":" not in word.removeprefix("sha256:") for word in line[:3])
    return identified or " ".join(line[:2]) in words or (len(line) == 1 and line[0] in words)
