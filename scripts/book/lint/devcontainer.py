"""Development containers: the fields of a devcontainer.json, and the files that it names.

The format is JSON with comments; what is left without them is YAML too, which knows the lines.
"""

import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from jsonschema import Draft202012Validator
from referencing import Registry

from book.lint import data_files, reading
from book.lint.alternatives import leaves
from book.lint.kubernetes import messages
from book.lint.kubernetes.manifest import Data, Manifest, Steps
from book.lint.kubernetes.schema import SCHEMAS, close
from book.lint.likeness import near
from book.lint.texts import Source
from lablint.formats import yaml
from lablint.problem import Problem

FIELD, FILE = "devcontainer-field", "devcontainer-file"
ORIGINS = ("image", "build", "dockerFile", "dockerComposeFile")


def check(sources: Iterable[Source]) -> Iterator[Problem]:
    """Yield what is wrong with the sources, each a devcontainer.json."""
    for source in sources:
        text = data_files.without_comments(source.text)
        problems = list(data_files.json_text(source, text))
        yield from problems
        nodes = [] if problems else yaml.documents(text, yaml.KUBECTL)
        if nodes and isinstance(nodes[0], yaml.MappingNode):
            found = Manifest(source, nodes[0], json.loads(text))
            yield from _fields(found)
            yield from _files(found)


def _fields(found: Manifest) -> Iterator[Problem]:
    for error in Draft202012Validator(_schema(), registry=Registry()).iter_errors(found.data):
        for path, _, message in (told for leaf in leaves(error) for told in messages.explain(leaf)):
            yield found.problem(path, FIELD, message)
    origins = [key for key in ORIGINS if key in found.data]
    if not origins:
        message = "it does not say where the container comes from; write image, build or dockerComposeFile"
        yield found.problem((), FIELD, message)
    for key in origins[1:]:
        yield found.problem(
            (key,), FIELD, f"{origins[0]} says already where the container comes from; keep one of them"
        )
    for key in ("service", "workspaceFolder"):
        if "dockerComposeFile" in found.data and key not in found.data:
            yield found.problem(("dockerComposeFile",), FIELD, f"with dockerComposeFile, {key} is needed; add it")


def _files(found: Manifest) -> Iterator[Problem]:
    """Yield files that are not where the paths lead, which begin at the folder of the devcontainer.json."""
    folder, composed = found.source.path.parent, found.data.get("dockerComposeFile")
    composed = [composed] if isinstance(composed, str) else composed if isinstance(composed, list) else []
    named: list[tuple[Steps, object]] = [(("dockerFile",), found.data.get("dockerFile"))]
    named += [(("dockerComposeFile",), one) for one in composed]
    named.append((("build", "dockerfile"), found.get("build", "dockerfile")))
    for path, name in named:
        if isinstance(name, str) and "${" not in name and not _is_file(folder / name):
            message = f"{name} is not there; a path begins at the folder of this file"
            yield found.problem(path, FILE, message)
    service = found.data.get("service")
    if composed and isinstance(service, str) and all(_is_file(folder / str(one)) for one in composed):
        known = [name for one in composed for name in _services(folder / str(one))]
        if service not in known:
            message = f"there is no service {service} in {', '.join(map(str, composed))}{near(service, known)}"
            yield found.problem(("service",), FILE, message)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _services(path: Path) -> list[str]:
    """Return the names of the services of a Compose file."""
    text = reading.read(path)[0] if _is_file(path) else None
    nodes = yaml.documents(text, yaml.KUBECTL) if text else []
    return list(yaml.entries(yaml.value(nodes[0], "services"))) if nodes else []


@cache
def _schema() -> Data:
    return close(yaml.read(SCHEMAS / "devcontainer.yaml"))
