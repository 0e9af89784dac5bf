"""Which line of a template a line of what it rendered came from.

A line of the template matches a rendered line if all but its actions is equal; the matches that keep the
order and have most text in common count. What an action wrote by itself (`toYaml`, `include`) belongs to
the line of that action, and a further turn of a loop to the line that its first turn came from.
"""

import re

ACTION = re.compile(r"\{\{.*?\}\}")
WRITES = re.compile(r"toYaml|include|template|tpl|indent|\.Files|printf|\$")


def origins(template, rendered):
    """Return for each rendered line the number of the template's line that it came from, from 1."""
    lines = template.splitlines()
    patterns = [_pattern(line) for line in lines]
    outputs = [line.rstrip() for line in rendered.splitlines()]
    weights = [[_weight(pattern, line) for pattern in patterns] for line in outputs]
    pairs = _best(weights)
    found, last = [], 0
    for number in range(len(outputs)):
        if number in pairs:
            last = pairs[number]
        else:
            last = _nearest(weights[number], last) if any(weights[number]) else _writer(lines, patterns, last)
        found.append(last + 1)
    return found


def _pattern(line):
    """Return (compiled pattern, length of its text), None for a line that is nothing but actions."""
    parts = ACTION.split(line.rstrip())
    text = "".join(parts).strip()
    if not text or text.startswith("#"):
        return None
    return re.compile(".*".join(map(re.escape, parts))), len(text)


def _weight(pattern, line):
    return pattern[1] if pattern and line.strip() and pattern[0].fullmatch(line) else 0


def _best(weights):
    """Return {rendered line: template line} of the heaviest matches that keep the order."""
    if not weights or not weights[0]:
        return {}
    height, width = len(weights), len(weights[0])
    sums = [[0] * (width + 1) for _ in range(height + 1)]
    for row in range(height - 1, -1, -1):
        for column in range(width - 1, -1, -1):
            taken = weights[row][column] + sums[row + 1][column + 1] if weights[row][column] else 0
            sums[row][column] = max(taken, sums[row + 1][column], sums[row][column + 1])
    row = column = 0
    pairs = {}
    while row < height and column < width:
        if weights[row][column] and sums[row][column] == weights[row][column] + sums[row + 1][column + 1]:
            pairs[row] = column
            row, column = row + 1, column + 1
        elif sums[row][column] == sums[row + 1][column]:
            row += 1
        else:
            column += 1
    return pairs


def _nearest(weights, last):
    return min((column for column, weight in enumerate(weights) if weight), key=lambda column: abs(column - last))


def _writer(lines, patterns, last):
    """Return the line at or below the last one whose action writes lines, before the next that has text of its own."""
    for number in range(last, len(lines)):
        if number > last and patterns[number]:
            break
        if patterns[number] is None and WRITES.search(lines[number]):
            return number
    return last
