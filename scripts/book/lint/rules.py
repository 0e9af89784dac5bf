"""The rules of our own by name, for those who explain them, and for the tests: one source for all.

`rules.yaml`, and a file for each group in `rules/`, say of a rule in both languages what is wrong, why
that is bad and what to do. `bad` are the files of the smallest example that breaks it, on the line that
`at` names; `good` are those that another content mends.
"""

from functools import cache
from pathlib import Path

import yaml

HERE = Path(__file__).parent


@cache
def groups():
    """Return {group: {rule: {"wrong", "why", "do": {language: sentence}, "bad", "at", "good"}}}, as written."""
    found = yaml.safe_load((HERE / "rules.yaml").read_text(encoding="utf-8"))
    for path in sorted((HERE / "rules").glob("*.yaml")):
        found[path.stem] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def table():
    """Return {rule: what is said of it} of all groups."""
    return {name: rule for rules in groups().values() for name, rule in rules.items()}


def names():
    """Return the names of all rules of our own."""
    return set(table())
