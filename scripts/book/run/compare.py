"""Compare what the book shows with what a run printed, and show where they differ.

Both are normalised first. BuildKit and Compose work on several things at once and print lines in
an order that depends on luck; neighbouring lines of theirs are put into one order on both sides.

The comparison is an alignment of the two texts at the least cost, in which `...` takes any lines
for nothing. It tells at once whether they agree, where they do not, and what a `...` stood for.
"""

import difflib
import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from book.model.varying import CLOCK, comparable
from lablint.formats.transcript import ANY, Step

BUILD = re.compile(r"#(\d+) (.*)")
COMPOSE = re.compile(r" (?:Container|Network|Volume|Image|Config|Secret|Dangling) .*\b[A-Z][a-z]+")


class Line(NamedTuple):
    """A line of an output: as it is compared, as it reads, and where it stands, from 0."""

    key: str
    text: str
    place: int


class Difference(NamedTuple):
    """Where an output first differs, a line of the file, and the two texts in unified form."""

    line: int
    shown: str


def difference(step: Step, printed: str) -> Difference | None:
    """Return how the step's output differs from what was printed, None where they agree."""
    found = compare(step.output, printed)
    return found and Difference(step.output_line + found.line - 1, f"$ {step.command}\n{found.shown}")


def compare(shown: str, printed: str) -> Difference | None:
    """Return how what the book shows differs from what a run printed, None where they agree."""
    expected, actual = steady(shown), steady(printed)
    pairs = list(_align(expected, actual))
    wrong = next((n for n, (left, right) in enumerate(pairs) if left is None or right is None), None)
    if wrong is None:
        return None
    before = [left.place for left, _ in pairs[:wrong] if left]
    at = left.place if (left := pairs[wrong][0]) else (before[-1] if before else -1)
    # Where both agree they show the same text, so that only real differences stand out.
    book = [(right or left).text for left, right in pairs if left]
    run = [right.text for _, right in pairs if right]
    text = "\n".join(difflib.unified_diff(book, run, "the book", "this run", lineterm=""))
    return Difference(at + 1, f"{text}\n")


def steady(text: str) -> list[Line]:
    """Return the lines that are compared, normalised, those of builds and of Compose in a steady order."""
    shown = text.splitlines()
    keys = enumerate(zip(comparable(shown), shown, strict=True))
    lines = [Line(key, line, n) for n, (key, line) in keys if key is not None]
    while lines and not lines[-1].key:
        lines.pop()
    found: list[Line] = []
    for kind, group in groupby(_without_turns(lines), key=lambda line: _kind(line.key)):
        found += {"build": _by_step, "compose": _by_name}.get(kind, list)(list(group))
    return found


def _kind(key: str) -> str:
    return "build" if BUILD.fullmatch(key) else "compose" if COMPOSE.fullmatch(key) else "other"


def _without_turns(lines: list[Line]) -> list[Line]:
    """Leave out BuildKit's empty lines: it prints one whenever it turns to another step."""
    kept: list[Line] = []
    for line in lines:
        if line.key or not kept or not BUILD.fullmatch(kept[-1].key):
            kept.append(line)
    return kept


def _by_step(block: list[Line]) -> list[Line]:
    """BuildKit's lines, step by step, in the order of the steps' names; their numbers are drawn by lot and go.

    What it says of a step it may say twice; what the step itself prints counts as often as it does.
    Whether a base image was cached is luck too.
    """
    steps: dict[str, list[Line]] = {}
    for line in block:
        _, number, text, _ = BUILD.split(line.key)
        step = steps.setdefault(number, [])
        if step and "] FROM " in step[0].key:
            continue
        if text.startswith(CLOCK) or all(text != other.key for other in step):
            step.append(line._replace(key=text))

    def place(step: list[Line]) -> tuple[int, list[int | str]]:
        name = step[0].key
        order = next(n for n, start in enumerate(("[internal]", "[", "")) if name.startswith(start))
        return order, [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", name)] if order < 2 else []

    return [line._replace(key=f"# {line.key}") for step in sorted(steps.values(), key=place) for line in step]


def _by_name(block: list[Line]) -> list[Line]:
    """Compose's lines by name, each once: it prints some states twice."""
    return sorted({line.key: line for line in reversed(block)}.values())


def _align(expected: list[Line], actual: list[Line]) -> Iterator[tuple[Line | None, Line | None]]:
    """Yield pairs of lines at the least number of lines without a partner; `...` is its own partner."""
    rows, columns = len(expected), len(actual)
    cost = [[columns - j for j in range(columns + 1)] for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        below, row, key = cost[i + 1], cost[i], expected[i].key
        anything = key == ANY
        row[columns] = below[columns] + (not anything)
        for j in range(columns - 1, -1, -1):
            if anything:
                row[j] = min(below[j], row[j + 1])
            elif key == actual[j].key:
                row[j] = below[j + 1]
            else:
                row[j] = 1 + min(below[j], row[j + 1])
    i = j = 0
    while i < rows or j < columns:
        if i < rows and expected[i].key == ANY:
            if j < columns and cost[i][j] != cost[i + 1][j]:
                j += 1
            else:
                yield expected[i], expected[i]
                i += 1
        elif i < rows and j < columns and expected[i].key == actual[j].key:
            yield expected[i], actual[j]
            i, j = i + 1, j + 1
        elif i < rows and (j == columns or cost[i][j] == 1 + cost[i + 1][j]):
            yield expected[i], None
            i += 1
        else:
            yield None, actual[j]
            j += 1
