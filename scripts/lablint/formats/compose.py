"""A Compose file as entries with their lines, anchors and merge keys followed."""

import os
import re
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from lablint.formats import files, yaml
from lablint.formats.yaml import entries, items, text, value

NAME = re.compile(r"(^|/)(docker-)?compose([.-][\w.-]+)?\.ya?ml$")
REMOTE = re.compile(r"^[A-Za-z][\w+.-]+:|^git@|\.git(#|$)|^github\.com/")
RESOURCES = ("networks", "volumes", "secrets", "configs", "models")


def named(node: yaml.Node | None) -> list[tuple[str, yaml.Node]]:
    """Return [(name, node)] of a list of names, of mappings with `source`, or of a mapping by name."""
    if isinstance(node, yaml.MappingNode):
        return [(name, key) for name, (key, _) in entries(node).items()]
    found = ((text(item) or text(value(item, "source")), item) for item in items(node))
    return [(name, item) for name, item in found if name]


@dataclass(frozen=True)
class ComposeFile:
    """A Compose file; `root` is the node of its mapping."""

    path: Path
    root: yaml.Node
    content: str

    @cached_property
    def services(self) -> dict[str, tuple[yaml.Node, yaml.Node]]:
        """{name: (key node, value node)}."""
        return entries(value(self.root, "services"))

    def defined(self, kind: str) -> dict[str, tuple[yaml.Node, yaml.Node]]:
        """{name: (key node, value node)} of the networks, volumes, secrets, configs or models."""
        return entries(value(self.root, kind))

    @cached_property
    def included(self) -> list[tuple[str, yaml.Node]]:
        """The files that it includes, as (path as written, node)."""
        found = []
        for item in items(value(self.root, "include")):
            paths = value(item, "path") or item
            found += [(name, node) for node in items(paths) or [paths] if (name := text(node))]
        return found

    def resolve(self, written: str) -> Path:
        """Return the path that a file of the project means."""
        return Path(self.path.parent, written)


def load(path: Path | str) -> ComposeFile | None:
    """Return the Compose file at a path, None if it is none that can be read."""
    path = Path(path)
    if not os.path.isfile(path) or not (content := files.text(path)):
        return None
    root = _root(content)
    return ComposeFile(path, root, content) if isinstance(root, yaml.MappingNode) else None


@cache
def _root(content: str) -> yaml.Node | None:
    try:
        return yaml.compose(content)
    except yaml.NotYaml:
        return None
