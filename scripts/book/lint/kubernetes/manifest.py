"""A manifest: one object as the checks see it, each of its entries with a line."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from book.lint.texts import Source
from lablint.formats import yaml
from lablint.problem import Problem

Data = dict[str, Any]  # a mapping of YAML or JSON
Steps = Sequence[str | int]  # the way to an entry: keys and numbers


@dataclass(eq=False)
class Manifest:
    """One object: what it says, and where."""

    source: Source
    node: yaml.Node
    data: Data
    partial: bool = field(default=False)  # a patch, or a few lines on a page: what is missing is elsewhere

    @property
    def api(self) -> str:
        return _text(self.data.get("apiVersion"))

    @property
    def group(self) -> str:
        return self.api.rpartition("/")[0]

    @property
    def kind(self) -> str:
        return _text(self.data.get("kind"))

    @property
    def name(self) -> str:
        return _text(self.get("metadata", "name"))

    @property
    def namespace(self) -> str:
        return _text(self.get("metadata", "namespace"))

    @cached_property
    def shown(self) -> str:
        """How a message calls it: `Service web`."""
        return f"{self.kind} {self.name}".strip()

    def get(self, *path: str | int, default: Any = None) -> Any:
        """Return what stands at a path of keys and numbers, the default if there is nothing."""
        return dig(self.data, *path, default=default)

    def line(self, path: Steps) -> int:
        """Return the line of an entry, or of the nearest above it that is there."""
        node, line = self.node, yaml.line(self.node)
        for step in path:
            if isinstance(node, yaml.MappingNode):
                pairs = [pair for pair in node.value if isinstance(pair[0], yaml.ScalarNode)]
                found = next(((key, value) for key, value in reversed(pairs) if key.value == str(step)), None)
                if found is None:
                    break
                line, node = yaml.line(found[0]), found[1]
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
                line = yaml.line(node)
            else:
                break
        return line

    def problem(self, path: Steps, rule: str, message: str) -> Problem:
        """Return a problem at an entry."""
        return self.source.problem(self.line(path), rule, message)


def dig(data: Any, *path: str | int, default: Any = None) -> Any:
    """Return what stands at a path of keys and numbers; the default if there is nothing, or not of its type."""
    for step in path:
        known = range(len(data)) if isinstance(data, list) else data if isinstance(data, dict) else ()
        if step not in known:
            return default
        data = data[step]
    if data is None or (default is not None and not isinstance(data, type(default))):
        return default
    return data


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
