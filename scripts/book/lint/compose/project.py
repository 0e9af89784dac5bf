"""The Compose files that belong together, and what they make of a service.

A file is one project with what it includes, with what includes it, and with the file that it overrides
(`compose.yaml` beside `compose.dev.yaml`): a name that one of them defines is defined for all.
"""

from collections.abc import Iterable
from pathlib import Path

from lablint.formats.compose import NAME, REMOTE, ComposeFile, load
from lablint.formats.yaml import Node, entries, text, value

Told = tuple[int, str, str]  # line, rule, message

DEEPEST = 20  # services that extend one another
BASE = ("compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml")


def project(file: ComposeFile) -> tuple[list[ComposeFile], bool]:
    """Return (the Compose files that belong together with one, whether a part of them is out of sight)."""
    found: dict[Path, ComposeFile] = {}
    hidden, waiting = False, [file]
    while waiting:
        one = waiting.pop()
        if one.path.resolve() in found:
            continue
        found[one.path.resolve()] = one
        for written, _ in one.included:
            hidden = hidden or bool(REMOTE.match(written)) or "$" in written
            waiting += _there(load(one.resolve(written)))
        if NAME.search(one.path.as_posix()):
            waiting += _beside(one.path)
    return list(found.values()), hidden


def _there(*files: ComposeFile | None) -> list[ComposeFile]:
    return [file for file in files if file]


def _beside(path: Path) -> list[ComposeFile]:
    """Return the file that one overrides or the one that overrides it, and those above that include it."""
    bases = [path.parent / name for name in BASE]
    files = bases if path.name not in BASE else [base.with_suffix(f".override{base.suffix}") for base in bases]
    found = _there(*map(load, files))
    for folder in list(path.parents)[:3]:
        for other in _there(*(load(folder / name) for name in BASE)):
            if any(other.resolve(written).resolve() == path.resolve() for written, _ in other.included):
                found.append(other)
    return found


def definitions(
    file: ComposeFile, files: list[ComposeFile], name: str, seen: tuple[tuple[Path, str], ...] = ()
) -> list[Node]:
    """Return the mappings that make up a service: its own, those of the other files, those it extends."""
    here = [other.services[name][1] for other in files if name in other.services]
    found = list(here)
    for node in here:
        extended = value(node, "extends")
        wanted = text(extended) or text(value(extended, "service"))
        written = text(value(extended, "file"))
        other = load(file.resolve(written)) if written else file
        if wanted and other and len(seen) < DEEPEST and (other.path, wanted) not in seen:
            scope = [other] if written else files
            found += definitions(other, scope, wanted, (*seen, (other.path, wanted)))
    return found


def has(nodes: Iterable[Node], key: str) -> bool:
    """Tell whether one of the mappings of a service has a key."""
    return any(key in entries(node) for node in nodes)
