"""Examples that are wrong on purpose: `waivers.yaml` beside them names the file, the rule and why.

    - file: Dockerfile
      rule: DL3025
      why: the lesson is what the shell form does to signals

A waiver takes away all problems of that rule in that file. One that takes away nothing is a problem
itself, so that no exception outlives its reason.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from book.lint import explain
from book.lint.likeness import near
from book.model import rules
from book.model.example import WAIVERS
from lablint.formats import yaml
from lablint.problem import Problem

KEYS = {"file", "rule", "why"}


@dataclass(frozen=True)
class Waiver:
    """One entry of a `waivers.yaml`."""

    declared: Path
    line: int
    file: Path
    rule: str


def apply(problems: Iterable[Problem], files: set[Path]) -> list[Problem]:
    """Return the problems that no waiver takes away, and those of the waivers beside the files."""
    waivers: list[Waiver] = []
    left: list[Problem] = []
    for declared in sorted({found for path in files if (found := _beside(path))}):
        entries = list(read(declared))
        waivers += [entry for entry in entries if isinstance(entry, Waiver)]
        left += [entry for entry in entries if isinstance(entry, Problem)]
    used = set()
    for problem in problems:
        taking = {w for w in waivers if w.file == problem.path and w.rule == problem.rule}
        used |= taking
        if not taking:
            left.append(problem)
    for waiver in waivers:
        if waiver not in used and waiver.file in files:
            message = f"{waiver.file.name} has no problem {waiver.rule} any more; remove the waiver"
            left.append(Problem(waiver.declared, waiver.line, "unused-waiver", message))
    return left


def read(declared: Path) -> Iterator[Waiver | Problem]:
    """Yield the waivers of a file, and a problem for each entry that is not one."""
    node = yaml.root(declared)
    if not isinstance(node, yaml.SequenceNode):
        yield Problem(declared, 1, "bad-waiver", "write a list of entries with file, rule and why")
        return
    for entry in node.value:
        line = entry.start_mark.line + 1
        data = yaml.data_or_none(entry)
        texts = data.values() if isinstance(data, dict) and data.keys() == KEYS else [None]
        if not all(isinstance(text, str) and text.strip() for text in texts):
            yield Problem(declared, line, "bad-waiver", "an entry has file, rule and why, each a text")
            continue
        file = declared.parent / data["file"]
        if not file.is_file():
            yield Problem(declared, line, "bad-waiver", f"{data['file']} is not beside it")
            continue
        if not explain.known(data["rule"]):
            meant = near(data["rule"], rules.names()) or "; write the name that scripts/lint prints"
            message = f"no rule is called {data['rule']}{meant}"
            yield Problem(declared, line, "bad-waiver", message)
            continue
        yield Waiver(declared, line, file, data["rule"])


def _beside(path: Path) -> Path | None:
    """Return the waivers that hold for a file: the nearest above it, within three folders."""
    for folder in list(path.parents)[:3]:
        if (folder / WAIVERS).is_file():
            return folder / WAIVERS
    return None
