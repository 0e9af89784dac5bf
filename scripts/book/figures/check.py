"""Check that a figure can be read: everything in its place, nothing on top of anything else.

The form of the spec is checked first; a figure with a wrong form is not measured.
"""

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from book.model import LANGUAGES
from lablint.problem import Problem

from . import measure
from .geometry import Point, Rect, crosses, length
from .layout import Block, blocks
from .reading import BadSpec, read
from .shapes import HEAD
from .spec import LEAST_SIZE, NARROWEST, NOTE_SIZE, WIDEST, Arrow, Box, Canvas, Figure, Thing
from .values import Finding


def check(path: str | Path) -> list[Problem]:
    """What is wrong with the spec at `path`, in the order of the lines."""
    try:
        figure = read(path)
    except BadSpec as error:
        return error.problems
    found = set(_canvas(figure.wide, figure))
    if figure.narrow:
        narrow = set(_canvas(figure.narrow, figure))
        found |= {finding._replace(message=f"narrow: {finding.message}") for finding in narrow}
    return [Problem(Path(path), *finding) for finding in sorted(found)]


def _canvas(canvas: Canvas, figure: Figure) -> Iterator[Finding]:
    yield from _size(canvas, figure)
    yield from _areas(canvas)
    yield from _arrows(canvas)
    for language in LANGUAGES:
        yield from _texts(canvas, language)


def _size(canvas: Canvas, figure: Figure) -> Iterator[Finding]:
    width, height = canvas.size
    if width > WIDEST:
        message = f"the canvas is {width:g} wide; the column of a page has {WIDEST}"
        yield Finding(canvas.line, "figure-canvas", message)
    elif width > NARROWEST and not figure.narrow:
        message = f"the canvas is {width:g} wide: draw it at most {NARROWEST} wide, or say `narrow` for phones"
        yield Finding(canvas.line, "figure-canvas", message)
    elif width > NARROWEST and canvas is figure.narrow:
        yield Finding(canvas.line, "figure-canvas", f"the canvas is {width:g} wide; a phone takes {NARROWEST}")
    things: list[Thing] = [*canvas.zones, *canvas.boxes]
    for thing in things:
        x, y, w, h = thing.rect
        if x < 1 or y < 1 or x + w > width - 1 or y + h > height - 1:
            yield Finding(thing.line, "figure-canvas", f"{thing.name} leaves the canvas, or touches its edge")
    for arrow in canvas.arrows:
        if any(not (1 <= x <= width - 1 and 1 <= y <= height - 1) for x, y in arrow.points):
            yield Finding(arrow.line, "figure-canvas", "the arrow leaves the canvas")


def _areas(canvas: Canvas) -> Iterator[Finding]:
    for one, other in combinations(canvas.boxes, 2):
        if one.rect.overlaps(other.rect):
            yield Finding(other.line, "figure-overlap", f"{other.name} lies on {one.name}")
    for zone, further in combinations(canvas.zones, 2):
        if zone.rect.overlaps(further.rect) and not (zone.rect.holds(further.rect) or further.rect.holds(zone.rect)):
            message = f"{further.name} lies partly on {zone.name}: nest them or part them"
            yield Finding(further.line, "figure-overlap", message)
    for zone in canvas.zones:
        for box in canvas.boxes:
            if zone.rect.overlaps(box.rect) and not zone.rect.holds(box.rect) and not zone.rect.has_on_edge(box.rect):
                message = f"{box.name} lies partly in {zone.name}: in, out, or with its middle on the edge"
                yield Finding(box.line, "figure-overlap", message)


def _arrows(canvas: Canvas) -> Iterator[Finding]:
    for arrow in canvas.arrows:
        steps = arrow.steps
        for box in (box for box in canvas.boxes if box.label or box.note):  # one without is a mark on the line
            room = box.rect.grown(-1 if box.name in arrow.touches else 2)
            if any(crosses(*step, room) for step in steps):
                yield Finding(arrow.line, "figure-arrow-crosses", f"the arrow crosses {box.name}, or passes too close")
        for start, end in steps:
            off = sorted((abs(start[0] - end[0]), abs(start[1] - end[1])))
            if 0.01 < off[0] < 8:
                message = f"nearly straight, {off[0]:g} units off: {_pair(start)} to {_pair(end)}"
                yield Finding(arrow.line, "figure-arrow-shape", message)
        headed = {"none": [], "one": steps[-1:], "both": [steps[0], steps[-1]]}[arrow.ends]
        least = HEAD + 5 if len(steps) > 1 or arrow.ends != "both" else 2 * HEAD + 5
        if any(length(*step) < least for step in headed):
            yield Finding(arrow.line, "figure-arrow-shape", f"too short for its head: {least} units are needed")


def _pair(point: Point) -> str:
    return f"[{point[0]:g}, {point[1]:g}]"


def _texts(canvas: Canvas, language: str) -> Iterator[Finding]:
    found = blocks(canvas, language)
    for block in found:
        line, words = block.owner.line, " ".join(row.text for row in block.rows)
        said = f"“{words}” ({language})"
        for character in sorted(set().union(*(measure.missing(row.text) for row in block.rows))):
            yield Finding(line, "figure-glyph", f"{said}: the fonts have no {character!r}")
        smallest, least = min(row.size for row in block.rows), LEAST_SIZE / canvas.scale
        if smallest < least <= NOTE_SIZE:  # where the usual size does not do, the canvas is too wide: told above
            message = f"{said} has size {smallest:g}; a canvas this wide needs {least:.1f}"
            yield Finding(line, "figure-text-size", message)
        if block.room and (block.rect.w > block.room.w or block.rect.h > block.room.h):
            over = max(block.rect.w - block.room.w, 0), max(block.rect.h - block.room.h, 0)
            message = f"{said} needs {over[0]:.0f} units more in width, {over[1]:.0f} in height"
            yield Finding(line, "figure-label-fits", message)
        elif not Rect(0, 0, *canvas.size).holds(block.rect):
            yield Finding(line, "figure-canvas", f"{said} leaves the canvas")
        yield from _covered(canvas, block, said)
    for one, other in combinations(found, 2):
        if one.rect.overlaps(other.rect):
            message = f"“{other.rows[0].text}” ({language}) lies on “{one.rows[0].text}”"
            yield Finding(other.owner.line, "figure-overlap", message)


def _covered(canvas: Canvas, block: Block, said: str) -> Iterator[Finding]:
    """What lies on a text, and the arrows that go through it; a box covers the zones below it, with its own text."""
    core = block.rect.grown(-1)
    for box in canvas.boxes:
        if block.owner is not box and core.overlaps(box.rect):
            yield Finding(block.owner.line, "figure-overlap", f"{said} lies on the box {box.name}")
    for zone in canvas.zones:
        if not isinstance(block.owner, Box) and core.overlaps(zone.rect) and not zone.rect.holds(core):
            yield Finding(block.owner.line, "figure-overlap", f"the edge of {zone.name} goes through {said}")
    for arrow in canvas.arrows:
        if any(crosses(*step, core) for step in arrow.steps):
            line = block.owner.line if isinstance(block.owner, Arrow) else arrow.line
            yield Finding(line, "figure-arrow-crosses", f"an arrow goes through {said}")
