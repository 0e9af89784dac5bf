"""What a Compose file names: services, networks, volumes, secrets and configs that must be defined, and used."""

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from graphlib import CycleError, TopologicalSorter

from book.lint.compose.builds import healthchecks
from book.lint.compose.project import Told, definitions, has
from lablint.formats import yaml
from lablint.formats.compose import RESOURCES, ComposeFile, load, named
from lablint.formats.yaml import Node, entries, items, line, text, texts, value

SERVICE = re.compile(r"^(?:service|container):(.+)$")
VOLUME = re.compile(r"^[A-Za-z0-9][\w.-]*$")
WRITTEN = {"networks": "network", "volumes": "volume", "secrets": "secret", "configs": "config", "models": "model"}


def check(file: ComposeFile, files: list[ComposeFile], hidden: bool) -> Iterator[Told]:
    """Yield (line, rule, message) of names that nothing defines, and of definitions that nothing uses."""
    services = {name for other in files for name in other.services}
    for name, (key, node) in file.services.items():
        parts = definitions(file, files, name)
        extended = text(value(node, "extends", "file"))
        complete = not hidden and isinstance(node, yaml.MappingNode)
        complete = complete and not (extended and not load(file.resolve(extended)))
        misspelt = name in RESOURCES or any(get_close_matches(key, ("image", "build"), 1) for key in entries(node))
        if complete and not misspelt and not any(has(parts, one) for one in ("image", "build", "provider")):
            message = f"{name} has neither image nor build: write one"
            yield line(key), "compose-image", message
        for wanted, where in used_services(node):
            if wanted not in services and not hidden:
                like = get_close_matches(wanted, services, 1)
                hint = f"did you mean {like[0]}?" if like else "define it or mend the name"
                yield line(where), "compose-undefined", f"no service is called {wanted}; {hint}"
        yield from _dependencies(file, files, name, node)
        for kind in RESOURCES:
            known = {"default", *(found for other in files for found in other.defined(kind))}
            for wanted, where in used(node, kind):
                if wanted not in known and not hidden and "$" not in wanted:
                    like = get_close_matches(wanted, known - {"default"}, 1)
                    hint = f"did you mean {like[0]}?" if like else f"add it to {kind}: of the file"
                    message = f"the {WRITTEN[kind]} {wanted} is not defined; {hint}"
                    yield line(where), "compose-undefined", message
    yield from _cycles(file, files)
    if not hidden:
        yield from _unused(file, files)


def used(service: Node, kind: str) -> Iterator[tuple[str, Node]]:
    """Yield (name, node) of what a service uses of a kind."""
    found = value(service, kind)
    if kind != "volumes":
        yield from named(found)
        if kind == "secrets":
            yield from named(value(service, "build", "secrets"))
        return
    for item in items(found):
        written = text(item)
        if written is not None:
            source, colon, _ = written.partition(":")
            if colon and VOLUME.match(source):
                yield source, item
        elif text(value(item, "type")) == "volume":
            yield from texts(item, "source")


def used_services(service: Node) -> Iterator[tuple[str, Node]]:
    """Yield (name, node) of the services that a service needs."""
    yield from named(value(service, "depends_on"))
    for written, node in [*named(value(service, "links")), *named(value(service, "volumes_from"))]:
        if not written.startswith("container:"):
            yield written.partition(":")[0], node
    for key in ("network_mode", "pid", "ipc"):
        for written, node in texts(service, key):
            match = SERVICE.match(written)
            if match and match[0].startswith("service:"):
                yield match[1], node
    extended = value(service, "extends")
    if extended is not None and value(extended, "file") is None:
        yield from texts(extended, "service") or texts(service, "extends")


def _dependencies(file: ComposeFile, files: list[ComposeFile], name: str, node: Node) -> Iterator[Told]:
    for wanted, (key, condition) in entries(value(node, "depends_on")).items():
        parts = definitions(file, files, wanted)
        if text(value(condition, "condition")) != "service_healthy" or not parts:
            continue
        if not has(parts, "healthcheck") and not healthchecks(file, parts):
            yield line(key), "compose-unhealthy", f"{wanted} never gets healthy: give it a healthcheck"
    mine = _profiles(definitions(file, files, name))
    for wanted, where in named(value(node, "depends_on")):
        theirs = _profiles(definitions(file, files, wanted))
        required = text(value(value(node, "depends_on"), wanted, "required")) != "false"
        if theirs and required and not (mine and mine <= theirs):
            message = f"{wanted} runs only with the profile {', '.join(sorted(theirs))}; give {name} it too, or drop it"
            yield line(where), "compose-profile", message


def _profiles(parts: Iterable[Node]) -> set[str]:
    found = (text(item) for part in parts for item in items(value(part, "profiles")))
    return {name for name in found if name}


def _cycles(file: ComposeFile, files: list[ComposeFile]) -> Iterator[Told]:
    """Yield each circle of dependencies, at a service of the file that is part of it."""
    needs: dict[str, set[str]] = {}
    for other in files:
        for name, (_, node) in other.services.items():
            needs.setdefault(name, set()).update(wanted for wanted, _ in named(value(node, "depends_on")))
    while circle := _circle(needs):
        for name in circle:
            needs.pop(name, None)
        first = next((name for name in file.services if name in circle), None)
        if first:
            turn = circle.index(first)
            way = [*circle[turn:], *circle[:turn], first]
            wanted = named(value(file.services[first][1], "depends_on"))
            where = next((node for name, node in wanted if name == way[1]), file.services[first][0])
            yield line(where), "compose-cycle", f"{' needs '.join(way)}: none of them can start first; drop one"


def _circle(needs: dict[str, set[str]]) -> list[str] | None:
    """Return services each of which needs the next and the last the first, None if there is no such circle."""
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        return error.args[1][:0:-1]
    return None


def _unused(file: ComposeFile, files: list[ComposeFile]) -> Iterator[Told]:
    parts = [part for other in files for name in other.services for part in definitions(other, files, name)]
    for kind in RESOURCES:
        using = {name for part in parts for name, _ in used(part, kind)}
        for name, (key, _) in file.defined(kind).items():
            if name not in using and name != "default" and not name.startswith("x-"):
                message = f"no service uses the {WRITTEN[kind]} {name}; use it or remove it"
                yield line(key), "compose-unused", message
