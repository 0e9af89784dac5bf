"""The shapes of a figure as SVG path data: boxes, their marks, arrows and arrowheads.

Arrowheads are drawn, not `<marker>`s: a marker needs an id and is not turned the same everywhere.
"""

from collections.abc import Sequence

from .geometry import Point, Rect, length, towards
from .layout import CAP

FOLD = 12  # of a sheet's corner
BEND = 6  # the radius of an arrow's corner
HEAD, HALF = 9, 4.5  # an arrowhead's length and half its width


def cylinder(rect: Rect) -> tuple[str, str]:
    """The body and the top of a cylinder."""
    x, y, w, h = rect
    body = f"M{x:g} {y + CAP:g}a{w / 2:g} {CAP} 0 0 1 {w:g} 0v{h - 2 * CAP:g}a{w / 2:g} {CAP} 0 0 1 {-w:g} 0z"
    top = f"M{x:g} {y + CAP:g}a{w / 2:g} {CAP} 0 0 1 {w:g} 0a{w / 2:g} {CAP} 0 0 1 {-w:g} 0z"
    return body, top


def sheet(rect: Rect) -> tuple[str, str]:
    """The outline and the folded corner of a sheet of paper."""
    x, y, w, h = rect
    outline = f"M{x + 3:g} {y:g}h{w - 3 - FOLD:g}l{FOLD} {FOLD}v{h - FOLD - 3:g}q0 3-3 3h{6 - w:g}"
    return f"{outline}q-3 0-3-3v{6 - h:g}q0-3 3-3z", f"M{x + w - FOLD:g} {y:g}v{FOLD - 2}q0 2 2 2h{FOLD - 2}"


def mark(name: str, x: float, y: float) -> str:
    """A person, a tick or a cross, around the point."""
    return {
        "person": f"M{x - 6.5:g} {y + 8:g}q0-7 6.5-7t6.5 7zM{x - 3.5:g} {y - 4:g}a3.5 3.5 0 1 1 7 0a3.5 3.5 0 1 1-7 0z",
        "tick": f"M{x - 5.5:g} {y + 0.5:g}l4 4.5l7-9.5",
        "cross": f"M{x - 4.5:g} {y - 4.5:g}l9 9m0-9l-9 9",
    }[name]


def arrow(way: Sequence[Point], ends: str) -> tuple[str, list[str]]:
    """The line of an arrow, with round corners, and its heads; the line stops inside the heads."""
    points = list(way)
    heads = []
    if ends in ("one", "both"):
        heads.append(head(points[-2], points[-1]))
        points[-1] = towards(points[-1], points[-2], HEAD - 2)
    if ends == "both":
        heads.append(head(points[1], points[0]))
        points[0] = towards(points[0], points[1], HEAD - 2)
    path = f"M{_pair(points[0])}"
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        bend = min(BEND, length(before, corner) / 2, length(corner, after) / 2)
        path += f"L{_pair(towards(corner, before, bend))}Q{_pair(corner)} {_pair(towards(corner, after, bend))}"
    return f"{path}L{_pair(points[-1])}", heads


def head(before: Point, tip: Point) -> str:
    """A filled triangle at `tip` for a line that comes from `before`."""
    base = towards(tip, before, HEAD)
    across = (tip[1] - base[1]) * HALF / HEAD, (base[0] - tip[0]) * HALF / HEAD
    left, right = (base[0] + across[0], base[1] + across[1]), (base[0] - across[0], base[1] - across[1])
    return f"M{_pair(tip)}L{_pair(left)}L{_pair(right)}z"


def _pair(point: Point) -> str:
    return f"{round(point[0], 2):g} {round(point[1], 2):g}"
