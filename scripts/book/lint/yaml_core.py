"""YAML as Compose and GitHub read it: of the plain words, only `true` and `false` are no text.

The rules are those of YAML 1.2's core schema, in which `on`, `yes` and dates are text; `0440` is a number of
base 8, as Go reads it. A value that Compose's tag `!reset` takes away is not there.
"""

import re

import yaml

from book.lint.yaml_words import loader

TAKEN_AWAY = object()


def _whole(text):
    octal = re.fullmatch(r"0o?([0-7]+)", text)
    return int(octal[1], 8) if octal else int(text, 16 if text.startswith("0x") else 10)


Loader = loader(("true", "True", "TRUE"), ("false", "False", "FALSE"), r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", _whole)


def _tagged(loader, suffix, node):
    if suffix == "!reset":
        return TAKEN_AWAY
    if isinstance(node, yaml.ScalarNode):
        return loader.construct_scalar(node)
    mapping = isinstance(node, yaml.MappingNode)
    return (loader.construct_mapping if mapping else loader.construct_sequence)(node, deep=True)


Loader.add_multi_constructor("", _tagged)


def read(text):
    """Return (root node, what it stands for) of the one document of a text; raise YAMLError or ValueError."""
    node = yaml.compose(text, Loader=Loader)
    return node, _kept(Loader("").construct_document(node)) if node else None


def _kept(data):
    if isinstance(data, dict):
        return {str(key): _kept(value) for key, value in data.items() if value is not TAKEN_AWAY}
    return [_kept(item) for item in data if item is not TAKEN_AWAY] if isinstance(data, list) else data
