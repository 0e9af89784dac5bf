"""YAML as Compose and GitHub read it: of the plain words, only `true` and `false` are no text.

The rules are those of YAML 1.2's core schema, in which `on`, `yes` and dates are text; `0440` is a number of
base 8, as Go reads it. A value that Compose's tag `!reset` takes away is not there.
"""

import re

import yaml

TAKEN_AWAY = object()


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """Reads plain scalars as the core schema does, and what has a tag of its own as if it had none."""

    yaml_implicit_resolvers = {}


def _plain(tag, pattern, first):
    Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), list(first))


_plain("bool", "true|True|TRUE|false|False|FALSE", "tTfF")
_plain("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789")
_plain("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", "-+0123456789.")
_plain("null", "|~|null|Null|NULL", ["~", "n", "N", ""])
_plain("merge", "<<", "<")


def _int(loader, node):
    octal = re.fullmatch(r"0o?([0-7]+)", node.value)
    return int(octal[1], 8) if octal else int(node.value, 16 if node.value.startswith("0x") else 10)


def _tagged(loader, suffix, node):
    if suffix == "!reset":
        return TAKEN_AWAY
    if isinstance(node, yaml.ScalarNode):
        return loader.construct_scalar(node)
    mapping = isinstance(node, yaml.MappingNode)
    return (loader.construct_mapping if mapping else loader.construct_sequence)(node, deep=True)


Loader.add_constructor("tag:yaml.org,2002:int", _int)
Loader.add_constructor("tag:yaml.org,2002:float", lambda loader, node: float(node.value))
Loader.add_multi_constructor("", _tagged)


def read(text):
    """Return (root node, what it stands for) of the one document of a text; raise YAMLError or ValueError."""
    node = yaml.compose(text, Loader=Loader)
    return node, _kept(Loader("").construct_document(node)) if node else None


def _kept(data):
    if isinstance(data, dict):
        return {str(key): _kept(value) for key, value in data.items() if value is not TAKEN_AWAY}
    return [_kept(item) for item in data if item is not TAKEN_AWAY] if isinstance(data, list) else data
