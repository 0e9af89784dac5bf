"""A Compose file as entries with their lines, anchors and merge keys followed."""

import os
import re
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import yaml

from book.lint import reading

NAME = re.compile(r"(^|/)(docker-)?compose([.-][\w.-]+)?\.ya?ml$")
REMOTE = re.compile(r"^[A-Za-z][\w+.-]+:|^git@|\.git(#|$)|^github\.com/")
RESOURCES = ("networks", "volumes", "secrets", "configs", "models")


def entries(node):
    """Return {key: (key node, value node)} of a mapping; its own keys go before those of `<<`."""
    found = {}
    if not isinstance(node, yaml.MappingNode):
        return found
    for key, value in node.value:
        if key.value == "<<":
            for merged in items(value) or [value]:
                found = entries(merged) | found
    return found | {key.value: (key, value) for key, value in node.value if isinstance(key, yaml.ScalarNode)}


def items(node):
    """Return the nodes of a sequence."""
    return node.value if isinstance(node, yaml.SequenceNode) else []


def text(node):
    """Return the text of a scalar, None for anything else and for null."""
    return node.value if isinstance(node, yaml.ScalarNode) and node.tag != "tag:yaml.org,2002:null" else None


def line(node):
    """Return the line where a node begins."""
    return node.start_mark.line + 1


def value(node, *keys):
    """Return the node below a mapping at these keys, None if there is none."""
    for key in keys:
        node = entries(node).get(key, (None, None))[1]
    return node


def named(node):
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

    @cached_property
    def services(self):
        """{name: (key node, value node)}."""
        return entries(value(self.root, "services"))

    def defined(self, kind):
        """{name: (key node, value node)} of the networks, volumes, secrets, configs or models."""
        return entries(value(self.root, kind))

    @cached_property
    def included(self):
        """The files that it includes, as (path as written, node)."""
        found = []
        for item in items(value(self.root, "include")):
            paths = value(item, "path") or item
            found += [(text(node), node) for node in items(paths) or [paths] if text(node)]
        return found

    def resolve(self, written):
        """Return the path that a file of the project means."""
        return Path(self.path.parent, written)


def load(path):
    """Return the Compose file at a path, None if it is none that can be read."""
    path = Path(path)
    if not os.path.isfile(path) or not (content := reading.text(path)):
        return None
    root = _root(content)
    return ComposeFile(path, root) if isinstance(root, yaml.MappingNode) else None


@cache
def _root(content):
    try:
        return yaml.compose(content, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError):
        return None
