"""Templates without Helm: actions and blocks that are not closed, values that nobody sets, names nobody defines.

A template is text with actions between {{ and }}; `if`, `with`, `range`, `define` and `block` go up to their
`end`. In `with` and `range` the dot is something else, and `.Values` is reached through `$` only.

A value that an action or a block around it asks for (`if`, `hasKey`, `and`) may be missing; so may what stands in a
block that the chart's own values leave out, unless it looks like a misprint.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from book.lint.helm.chart import Chart
from book.lint.kubernetes.manifest import dig
from book.lint.likeness import near
from book.lint.texts import Source
from lablint.problem import Problem

TEMPLATE, VALUE = "helm-template", "helm-value-missing"
BLOCKS = ("if", "with", "range", "define", "block")
WORD = re.compile(r"^\w*")
TOKEN = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|`[^`]*`|\}\}|\{\{")
STRING = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|`[^`]*`")
VALUES = re.compile(r"(?<![\w.)])\$?\.Values((?:\.[A-Za-z_]\w*)+)")
OBJECT = re.compile(r"(?<![\w.)$])\.(Values|Release|Chart|Capabilities|Files|Template)\b")
INCLUDE = re.compile(r"\b(?:include|template)\s+\"([^\"]+)\"")
HAS_KEY = re.compile(r"\bhasKey\s+\(?\$?\.Values((?:\.\w+)*)\)?\s+\"(\w+)\"")
DEFINED = re.compile(r"\{\{-?\s*(?:define|block)\s+\"([^\"]+)\"")
# What expects that a value may be missing.
TOLERANT = re.compile(
    r"\b(default|required|coalesce|empty|not|and|or|ternary|dig|get|hasKey|if|with|range|kindIs)\b|:="
)


@dataclass
class Block:
    """A block that is open: its word, its line, what it asks, and whether its dot is another than the file's."""

    word: str
    line: int
    asks: str
    moved: bool


def check(chart: Chart) -> Iterator[Problem]:
    """Yield what is wrong with a chart's templates."""
    defined = {name for text in chart.templates.values() for name in DEFINED.findall(text)}
    used = {name for text in chart.templates.values() for name in INCLUDE.findall(text)}
    for path, text in chart.templates.items():
        source = Source(path, path, "helm")
        for line, rule, message in _problems(chart, text, defined, used):
            yield source.problem(line, rule, message)


def actions(text: str) -> Iterator[tuple[int, str | None]]:
    """Yield (line, content) of each action but comments; the content is None where an action is not closed."""
    place = 0
    while (begin := text.find("{{", place)) >= 0:
        line, start = text.count("\n", 0, begin) + 1, begin + 2
        if re.match(r"-?\s*/\*", text[start : start + 10]):
            place = text.find("*/", start)
            if place < 0:
                yield line, None
                return
            continue
        closing = next((token for token in TOKEN.finditer(text, start) if token[0] in ("{{", "}}")), None)
        if closing is None or closing[0] == "{{":
            yield line, None
            place = start
        else:
            yield line, text[start : closing.start()].strip().removeprefix("-").removesuffix("-").strip()
            place = closing.end()


def _problems(chart: Chart, text: str, defined: set[str], used: set[str]) -> Iterator[tuple[int, str, str]]:
    blocks: list[Block] = []
    for line, content in actions(text):
        if content is None:
            yield line, TEMPLATE, "the action is not closed; write }} at its end"
            continue
        word = WORD.findall(content)[0]
        if word == "end" and not blocks:
            yield line, TEMPLATE, "this end closes nothing; remove it"
        elif word == "end":
            blocks.pop()
        else:
            if word == "else" and blocks:
                blocks[-1].moved = False
                blocks[-1].asks += content
            unused = any(block.word == "define" and block.asks.strip(' "') not in used for block in blocks)
            if not unused:  # a name that nobody includes renders nothing
                yield from _action(chart, line, content, blocks, defined)
        if word in BLOCKS:
            asks = content[len(word) :]
            moved = word in ("with", "range") and not re.fullmatch(r"\s*[$.]\s*", asks)
            blocks.append(Block(word, line, asks, moved))
    for block in blocks:
        yield block.line, TEMPLATE, f"this {block.word} has no end; write {{{{ end }}}} where it is to stop"


def _action(
    chart: Chart, line: int, content: str, blocks: list[Block], defined: set[str]
) -> Iterator[tuple[int, str, str]]:
    plain = STRING.sub('""', content)
    within = next((block for block in reversed(blocks) if block.moved), None)
    if within and (match := OBJECT.search(plain)) and not any(block.word == "define" for block in blocks):
        yield line, TEMPLATE, f"in {within.word} the dot is something else; write $.{match[1]}"
        return
    for name in INCLUDE.findall(content):
        if name not in defined and not chart.dependencies:
            yield line, TEMPLATE, f'no template is called "{name}"{near(name, defined)}'
    around = " ".join(block.asks for block in blocks)
    left_out = any(_left_out(chart, block) for block in blocks)
    for match in VALUES.finditer(plain):
        steps = match[1].split(".")[1:]
        depth, known = _missing(chart, steps)
        if depth is None:
            continue
        wanted, reached = ".".join(steps[: depth + 1]), depth < len(steps) - 1
        brackets = plain[match.start() - 1 : match.start()] + plain[match.end() :][:1]
        expected = bool(TOLERANT.search(plain)) or brackets == "()"
        if reached:  # `and` ends there
            expected = bool(re.search(rf"\.Values\.{re.escape(wanted)}(?![\w.])", plain[: match.start()]))
        like = near(steps[depth], known)
        if not (_asked(wanted, f"{around} {content}", around) or expected or (left_out and not like)):
            hint = like or "; set it there, or give a default here"
            yield line, VALUE, f"values.yaml does not set {wanted}{hint}"


def _asked(wanted: str, keys: str, around: str) -> bool:
    """Tell whether a block around asks whether a value is there, or this action asks for its key."""
    has_keys = {f"{path}.{key}" for path, key in HAS_KEY.findall(keys)}
    asked = re.search(rf"\.Values\.{re.escape(wanted)}(?!\w)", around)
    return bool(asked) or any(f".{wanted}".startswith(key) for key in has_keys)


def _left_out(chart: Chart, block: Block) -> bool:
    """Tell whether the chart's own values leave a block out: one that it asks for is not there, false or empty."""
    paths = VALUES.findall(block.asks) if block.word in ("if", "with", "range") else ()
    return any(not dig(chart.values.data if chart.values else {}, *path.split(".")[1:]) for path in paths)


def _missing(chart: Chart, steps: list[str]) -> tuple[int | None, Collection[str]]:
    """Return (index, the keys there are) of the first step that values.yaml does not set; the index is None if none."""
    here = chart.values.data if chart.values else {}
    if steps[0] in chart.dependencies or steps[0] == "global":
        return None, ()
    for depth, step in enumerate(steps):
        if not isinstance(here, dict) or step not in here:
            return (depth, list(here) if isinstance(here, dict) else ()) if here is not None else (None, ())
        here = here[step]
    return None, ()
