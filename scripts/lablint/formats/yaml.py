"""YAML: what a text says, or its nodes with their lines.

libyaml reads it where PyYAML has it, ten times as fast; where it refuses a text, PyYAML's own parser says why,
since it says it better. What a few lines of aliases blow up, or what nests deeper than any hand would write, is
refused before anything is made of it.

Programs differ in what a plain word is: text, a number, a truth value. A dialect is how one of them reads.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from yaml import MappingNode, Node, ScalarNode, SequenceNode
from yaml.reader import ReaderError

__all__ = [
    "COMPOSE",
    "KUBECTL",
    "PLAIN",
    "UNTAGGED",
    "MappingNode",
    "Node",
    "NotYaml",
    "ReaderError",
    "ScalarNode",
    "SequenceNode",
]

MOST = 200_000  # entries, once every alias is followed
DEEPEST = 60
NULL = "tag:yaml.org,2002:null"
Place = tuple[str | int, ...]
SEPARATOR = re.compile(r"^---(?=\s|$)", re.M)

_Loader = yaml.CSafeLoader


class NotYaml(ValueError):
    """A text that cannot be read as YAML; carries the line, from 1, and what is wrong there."""

    def __init__(self, line: int, message: str):
        super().__init__(message)
        self.line = line


@dataclass(frozen=True)
class Dialect:
    """How a program reads YAML: the loader, and what it makes of a key."""

    loader: Any
    key: Callable[[object], object] | None = None


def _words(true: tuple[str, ...], false: tuple[str, ...], whole: str, to_whole: Callable[[str], int]) -> Any:
    """Return a loader: the words for true and false, the form of a whole number, and how a text of it is one.

    What is no number and no truth value is text, dates and 12:30 too.
    """

    class Loader(_Loader):
        yaml_implicit_resolvers: dict[str, Any] = {}

    number = r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
    forms = [
        ("bool", "|".join([*true, *false]), sorted({word[0] for word in [*true, *false]})),
        ("int", whole, list("-+0123456789")),
        ("float", number, list("-+0123456789.")),
        ("null", "|~|null|Null|NULL", ["~", "n", "N", ""]),
        ("merge", "<<", ["<"]),
    ]
    for tag, pattern, first in forms:
        Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), first)
    Loader.add_constructor("tag:yaml.org,2002:bool", lambda loader, node: node.value in true)
    Loader.add_constructor("tag:yaml.org,2002:int", lambda loader, node: to_whole(node.value))
    Loader.add_constructor("tag:yaml.org,2002:float", lambda loader, node: float(node.value))
    return Loader


def _untagged(loader: Any, suffix: str, node: Node) -> object:
    """Return what a node stands for without its tag; what Compose's tag `!reset` takes away is not there."""
    if suffix == "!reset":
        return _TAKEN_AWAY
    if isinstance(node, ScalarNode):
        return loader.construct_scalar(node)
    mapping = isinstance(node, MappingNode)
    return (loader.construct_mapping if mapping else loader.construct_sequence)(node, deep=True)


def _octal_core(text: str) -> int:
    octal = re.fullmatch(r"0o?([0-7]+)", text)
    return int(octal[1], 8) if octal else int(text, 16 if text.startswith("0x") else 10)


def _octal_1_1(text: str) -> int:
    octal = re.fullmatch(r"([-+]?)0o?([0-7]+)", text)
    return int(octal[1] + octal[2], 8) if octal else int(text, 0)


_TAKEN_AWAY = object()
_TRUE = ("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON")
_FALSE = ("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF")
_WHOLE_CORE = r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"
_WHOLE_1_1 = r"[-+]?(?:0|[1-9][0-9]*|0o?[0-7]+|0x[0-9a-fA-F]+|0b[01]+)"
_Core = _words(("true", "True", "TRUE"), ("false", "False", "FALSE"), _WHOLE_CORE, _octal_core)
_Core.add_multi_constructor("", _untagged)


class _Untagged(_Loader):
    pass


_Untagged.add_multi_constructor("tag:yaml.org,2002:python/", lambda loader, suffix, node: suffix)
_Untagged.add_multi_constructor("!", lambda loader, suffix, node: suffix)

PLAIN = Dialect(_Loader)  # PyYAML's own: YAML 1.1, for the project's data
# Compose and GitHub: of the plain words only `true` and `false` are no text; `0440` is of base 8, as Go reads it.
COMPOSE = Dialect(_Core, str)
# kubectl: dates and 12:30 are text, `y` and `on` are truth values, 1e3 is a number.
KUBECTL = Dialect(
    _words(_TRUE, _FALSE, _WHOLE_1_1, _octal_1_1), lambda key: str(key).lower() if isinstance(key, bool) else str(key)
)
UNTAGGED = Dialect(_Untagged)  # mkdocs.yml, without importing what its `!!python/name:` tags name


def parse(text: str, dialect: Dialect = PLAIN) -> Any:
    """Return what a text says, None if nothing; raises NotYaml."""
    root = compose(text, dialect)
    return None if root is None else data(root, dialect)


def read(path: Path, dialect: Dialect = PLAIN) -> Any:
    """Return what a file says; raises OSError, UnicodeDecodeError, NotYaml."""
    return parse(path.read_text(encoding="utf-8"), dialect)


def compose(text: str, dialect: Dialect = PLAIN) -> Node | None:
    """Return the root node of a text of one document, None if it is empty; raises NotYaml."""
    if found := bomb(text):
        raise NotYaml(*found)
    with _told(text):
        root: Node | None = yaml.compose(text, Loader=dialect.loader)
        return root


def root(path: Path) -> Node | None:
    """Return the root node of a file, None if it is missing, empty or no YAML: what checks YAML says why."""
    try:
        return compose(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, NotYaml):
        return None


def documents(text: str, dialect: Dialect = PLAIN) -> list[Node]:
    """Return the root nodes of the documents that can be read, also before and behind one that cannot."""
    if bomb(text):
        return []
    try:
        return list(yaml.compose_all(text, Loader=dialect.loader))
    except yaml.YAMLError:
        starts = [0, *(match.start() for match in SEPARATOR.finditer(text)), len(text)]
        found = [_document(text, *pair, dialect) for pair in zip(starts, starts[1:], strict=False)]
        return [node for node in found if node]


def _document(text: str, begin: int, end: int, dialect: Dialect) -> Node | None:
    try:
        return compose("\n" * text.count("\n", 0, begin) + text[begin:end], dialect)
    except NotYaml:
        return None


def data(node: Node, dialect: Dialect = PLAIN) -> Any:
    """Return what a node stands for; raises NotYaml if that is nothing YAML knows, such as the date 2026-13-45."""
    with _told("", node):
        return _keyed(dialect.loader("").construct_document(node), dialect)


def data_or_none(node: Node) -> Any:
    """Return what a node stands for, None if that is nothing YAML knows."""
    try:
        return data(node)
    except NotYaml:
        return None


def _keyed(found: object, dialect: Dialect) -> object:
    if dialect.key is None:
        return found
    if isinstance(found, dict):
        return {dialect.key(key): _keyed(item, dialect) for key, item in found.items() if item is not _TAKEN_AWAY}
    return [_keyed(item, dialect) for item in found if item is not _TAKEN_AWAY] if isinstance(found, list) else found


def with_lines(text: str) -> tuple[Any, dict[Place, int]]:
    """Return what a text says, and the line of each place in it; raises NotYaml, also for a key that stands twice.

    A place is a tuple of keys and indexes: `("boxes", "cli", "label", 0)`.
    """
    root = compose(text)
    lines: dict[Place, int] = {(): 1}
    with _told(text, root):
        return (_placed(PLAIN.loader(""), root, (), lines) if root else None), lines


def _placed(loader: Any, node: Node, place: Place, lines: dict[Place, int]) -> object:
    if isinstance(node, SequenceNode):
        for index, item in enumerate(node.value):
            lines[(*place, index)] = line(item)
        return [_placed(loader, item, (*place, index), lines) for index, item in enumerate(node.value)]
    if isinstance(node, MappingNode):
        found: dict[str, object] = {}
        for key_node, below in node.value:
            key, number = loader.construct_object(key_node, deep=True), line(key_node)
            if not isinstance(key, str):
                raise NotYaml(number, f"the key {key!r} is not text: put it in quotes")
            if key in found:
                raise NotYaml(number, f"the key {key} stands here twice")
            lines[(*place, key)] = number
            found[key] = _placed(loader, below, (*place, key), lines)
        return found
    scalar: object = loader.construct_object(node)
    return scalar


@lru_cache(maxsize=4096)
def bomb(text: str) -> tuple[int, str] | None:
    """Return (line, message) where YAML has too much in it to be followed, or None."""
    sizes: dict[str, int] = {}  # of each anchor
    open_: list[list[Any]] = []  # [anchor, entries within] of each collection that is not closed
    total = 0
    try:
        for event in yaml.parse(text, Loader=_Loader):
            mark: Any = event.start_mark
            number, anchor = mark.line + 1, getattr(event, "anchor", None)
            if isinstance(event, yaml.AliasEvent):
                if any(anchor == name for name, _ in open_):
                    return number, f"*{anchor} stands within &{anchor} itself; write out what is meant"
                size = sizes.get(str(anchor), 1)
            elif isinstance(event, yaml.CollectionStartEvent):
                open_.append([anchor, 1])
                if len(open_) > DEEPEST:
                    return number, f"nested more than {DEEPEST} deep; make it flatter"
                continue
            elif isinstance(event, yaml.CollectionEndEvent):
                anchor, size = open_.pop()
                sizes[str(anchor)] = size
            elif isinstance(event, yaml.ScalarEvent):
                sizes[str(anchor)] = size = 1
            else:
                continue
            if open_:
                open_[-1][1] += size
            total = max(total, size)
            if total > MOST:
                return number, f"with its aliases followed, this stands for more than {MOST} entries; write less"
    except yaml.YAMLError:
        return None
    return None


def fault(text: str) -> NotYaml | None:
    """Return what keeps a text from being read, of all its documents; None if nothing does."""
    try:
        with _told(text):
            for _ in yaml.parse(text, Loader=_Loader):
                pass
    except NotYaml as error:
        return error
    return None


@contextmanager
def _told(text: str, node: Node | None = None) -> Iterator[None]:
    """Raise NotYaml for whatever PyYAML raises, in the words of its own parser."""
    try:
        yield
    except NotYaml:
        raise
    except yaml.YAMLError as error:
        raise _worded(text, error) from None
    except (ValueError, TypeError, RecursionError) as error:  # a date such as 2026-13-45, a key that is a list
        raise NotYaml(line(node) if node else 1, f"a value cannot be read: {error}") from None


def _worded(text: str, error: yaml.YAMLError) -> NotYaml:
    try:
        for _ in yaml.compose_all(text, Loader=yaml.SafeLoader):
            pass
    except (yaml.YAMLError, RecursionError) as plainer:
        error = plainer if isinstance(plainer, yaml.YAMLError) else error
    if isinstance(error, ReaderError):
        number = text.count("\n", 0, error.position) + 1
        return NotYaml(number, f"the character U+{error.character:04X} cannot stand in YAML")
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    return NotYaml(mark.line + 1 if mark else 1, getattr(error, "problem", None) or str(error))


def line(node: Node | None) -> int:
    """Return the line where a node begins, 1 if there is none."""
    mark: Any = node.start_mark if node else None
    return int(mark.line) + 1 if mark else 1


def text(node: Node | None) -> str | None:
    """Return the text of a scalar, None for anything else and for null."""
    return str(node.value) if isinstance(node, ScalarNode) and node.tag != NULL else None


def items(node: Node | None) -> list[Node]:
    """Return the nodes of a sequence."""
    return node.value if isinstance(node, SequenceNode) else []


def texts(node: Node | None, *keys: str) -> list[tuple[str, Node]]:
    """Return (text, node) of the scalar below a mapping at these keys, nothing if there is none with a text."""
    found = value(node, *keys)
    written = text(found)
    return [(written, found)] if found is not None and written else []


def pairs(node: Node | None) -> list[tuple[Node, Node]]:
    """Return the (key, value) nodes of a mapping, as they are written."""
    return node.value if isinstance(node, MappingNode) else []


def entries(node: Node | None) -> dict[str, tuple[Node, Node]]:
    """Return {key: (key node, value node)} of a mapping; its own keys go before those of `<<`."""
    merged: dict[str, tuple[Node, Node]] = {}
    own: dict[str, tuple[Node, Node]] = {}
    for key, below in pairs(node):
        if key.value == "<<":
            for other in items(below) or [below]:
                merged = entries(other) | merged
        elif isinstance(key, ScalarNode):
            own[key.value] = key, below
    return merged | own


def value(node: Node | None, *keys: str) -> Node | None:
    """Return the node below a mapping at these keys, None if there is none."""
    for key in keys:
        node = entries(node).get(key, (None, None))[1]
    return node
