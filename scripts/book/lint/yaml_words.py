"""Loaders of YAML for programs that differ in what a plain word is: text, a number, a truth value.

What is no number and no truth value is text, dates and 12:30 too.
"""

import re

import yaml

FLOAT = r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"


def loader(true, false, whole, to_whole):
    """Return a loader: the words for true and false, the form of a whole number, and how a text of it is one."""

    class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        yaml_implicit_resolvers = {}

    forms = [
        ("bool", "|".join([*true, *false]), sorted({word[0] for word in [*true, *false]})),
        ("int", whole, list("-+0123456789")),
        ("float", FLOAT, list("-+0123456789.")),
        ("null", "|~|null|Null|NULL", ["~", "n", "N", ""]),
        ("merge", "<<", ["<"]),
    ]
    for tag, pattern, first in forms:
        Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), first)
    Loader.add_constructor("tag:yaml.org,2002:bool", lambda loader, node: node.value in true)
    Loader.add_constructor("tag:yaml.org,2002:int", lambda loader, node: to_whole(node.value))
    Loader.add_constructor("tag:yaml.org,2002:float", lambda loader, node: float(node.value))
    return Loader
