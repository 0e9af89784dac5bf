"""Which line of a template a line of what it rendered came from.

A line of the template matches a rendered line if all but its actions is equal; the matches that keep the
order and have most text in common count. What an action wrote by itself (`toYaml`, `include`) belongs to
the line of that action, and a further turn of a loop to the line that its first turn came from.

A large chart has thousands of lines, and many are alike. So lines with the same text around their actions are
compared once, and of a line that matches many (`type: string`) those count that lie between its neighbours' places.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple

ACTION = re.compile(r"\{\{.*?\}\}")
WRITES = re.compile(r"toYaml|include|template|tpl|indent|\.Files|printf|\$")
FEW = 16  # matches of one line that are looked at


@dataclass(eq=False)
class Form:
    """The text around the actions of a line, and the lines of the template that have it."""

    parts: list[str]
    lines: list[int] = field(default_factory=list)  # from 0

    @property
    def weight(self) -> int:
        return len("".join(self.parts).strip())

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(".*".join(map(re.escape, self.parts)))

    def matches(self, line: str) -> bool:
        return self.pattern.fullmatch(line) is not None


@dataclass(frozen=True)
class Match:
    """The lines of the template that a rendered line may come from, in order, and how much each has in common."""

    lines: list[int] = field(default_factory=list)
    weights: dict[int, int] = field(default_factory=dict)


class Chain(NamedTuple):
    """Matches that keep the order, from a first one on; of two that weigh the same, the one that begins above."""

    weight: int
    line: int  # of the template, below 0
    row: int  # of what was rendered, below 0
    rest: "Chain | None"


NOTHING = Chain(0, 0, 0, None)


def origins(template: str, rendered: str) -> list[int]:
    """Return for each rendered line the number of the template's line that it came from, from 1."""
    forms, writers = _forms(template)
    outputs = [line.rstrip() for line in rendered.splitlines()]
    known = {line: _match(forms, line) for line in dict.fromkeys(outputs)}
    matches = [known[line] for line in outputs]
    pairs = _pairs(matches)
    found, last = [], 0
    for number, match in enumerate(matches):
        if number in pairs:
            last = pairs[number]
        else:
            last = _nearest(match.lines, last) if match.lines else writers[last] if writers else 0
        found.append(last + 1)
    return found


@lru_cache(maxsize=1)  # the documents of a template come one after another
def _forms(template: str) -> tuple[dict[str, list[Form]], list[int]]:
    """Return ({text before the first action: forms}, for each line the one whose action writes lines)."""
    lines = template.splitlines()
    forms, heads, alone = {}, defaultdict(list), set()
    for number, line in enumerate(lines):
        parts = ACTION.split(line.rstrip())
        text = "".join(parts).strip()
        if not text or text.startswith("#"):
            alone.add(number)
            continue
        if tuple(parts) not in forms:
            forms[tuple(parts)] = Form(parts)
            heads[parts[0]].append(forms[tuple(parts)])
        forms[tuple(parts)].lines.append(number)
    return heads, _writers(lines, alone)


def _match(forms: dict[str, list[Form]], line: str) -> Match:
    if not line.strip():
        return Match()
    near = (form for end in range(len(line) + 1) for form in forms.get(line[:end], ()))
    weights = {number: form.weight for form in near if form.matches(line) for number in form.lines}
    return Match(sorted(weights), weights)


def _pairs(matches: list[Match]) -> dict[int, int]:
    """Return {rendered line: template line} of the heaviest matches that keep the order."""
    return _heaviest(matches, _allowed(matches))


def _allowed(matches: list[Match]) -> dict[int, list[int]]:
    """Return for each rendered line the few lines that are looked at: of many, those between its neighbours'."""
    few = {row: match.lines for row, match in enumerate(matches) if len(match.lines) <= FEW}
    pairs = _heaviest(matches, few)
    rows = sorted(pairs)
    for row, match in enumerate(matches):
        if row not in few:
            at = bisect_left(rows, row)
            first = bisect_left(match.lines, pairs[rows[at - 1]]) if at > 0 else 0
            last = bisect_left(match.lines, pairs[rows[at]]) if at < len(rows) else len(match.lines)
            few[row] = match.lines[first:last][:FEW]
    return few


def _heaviest(matches: list[Match], allowed: dict[int, list[int]]) -> dict[int, int]:
    """Return the heaviest pairs of which both lines rise, from the last line on: {rendered line: template line}."""
    width = max((lines[-1] for lines in allowed.values() if lines), default=-1) + 1
    best = [NOTHING] * (width + 1)  # a tree of Fenwick: the best chain that begins below a line
    for row in sorted(allowed, reverse=True):
        chains = []
        for column in allowed[row]:
            at, chain = width - 1 - column, NOTHING
            while at:
                chain, at = max(chain, best[at], key=_rank), at & (at - 1)
            chains.append(Chain(chain.weight + matches[row].weights[column], -column, -row, chain))
        for chain in chains:
            at = width + chain.line
            while at <= width:
                best[at], at = max(chain, best[at], key=_rank), at + (at & -at)
    found: dict[int, int] = {}
    chain = max(best, key=_rank)
    while chain.rest:
        found[-chain.row], chain = -chain.line, chain.rest
    return found


def _rank(chain: Chain) -> tuple[int, ...]:
    return chain[:3]


def _nearest(lines: list[int], last: int) -> int:
    at = bisect_left(lines, last)
    return min(lines[max(at - 1, 0) : at + 1], key=lambda line: abs(line - last))


def _writers(lines: list[str], alone: set[int]) -> list[int]:
    """Return for each line the one at or below it whose action writes lines, before the next with text of its own."""
    found: list[int] = [0] * len(lines)
    writer: int | None = None
    for number in range(len(lines) - 1, -1, -1):
        writes = number in alone and WRITES.search(lines[number])
        found[number] = number if writes or writer is None else writer
        writer = number if writes else writer if number in alone else None
    return found
