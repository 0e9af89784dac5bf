"""The rules of our own by name, for those who explain them: what is wrong and what to do, in both languages."""

from functools import cache
from pathlib import Path

import yaml


@cache
def groups():
    """Return {group: {rule: {"wrong" and "do": {language: sentence}}}}, in the order of the table."""
    return yaml.safe_load((Path(__file__).parent / "rules.yaml").read_text(encoding="utf-8"))


def names():
    """Return the names of all rules of our own."""
    return {name for rules in groups().values() for name in rules}
