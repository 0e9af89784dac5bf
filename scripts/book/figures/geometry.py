"""Rectangles and lines of a figure, in its units: x grows to the right, y downwards."""

import math
from typing import NamedTuple

Point = tuple[float, float]


class Rect(NamedTuple):
    """A rectangle by its upper left corner and its size."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        return self.x + self.w

    @property
    def bottom(self) -> float:
        return self.y + self.h

    @property
    def middle(self) -> Point:
        return self.x + self.w / 2, self.y + self.h / 2

    @property
    def area(self) -> float:
        return self.w * self.h

    def has(self, point: Point) -> bool:
        """Whether the point lies in it or on its edge."""
        return self.x <= point[0] <= self.right and self.y <= point[1] <= self.bottom

    def moved(self, dx: float, dy: float) -> "Rect":
        return Rect(self.x + dx, self.y + dy, self.w, self.h)

    def grown(self, by: float) -> "Rect":
        """This rectangle with its sides moved outwards; inwards where `by` is negative."""
        return Rect(self.x - by, self.y - by, self.w + 2 * by, self.h + 2 * by)

    def overlaps(self, other: "Rect") -> bool:
        """Whether the two share an area; a shared edge is none."""
        return (
            self.x < other.right - 0.01
            and other.x < self.right - 0.01
            and self.y < other.bottom - 0.01
            and other.y < self.bottom - 0.01
        )

    def holds(self, other: "Rect") -> bool:
        """Whether `other` lies in this one; edges may touch."""
        return (
            self.x <= other.x + 0.01
            and self.y <= other.y + 0.01
            and self.right >= other.right - 0.01
            and self.bottom >= other.bottom - 0.01
        )

    def has_on_edge(self, other: "Rect") -> bool:
        """Whether an edge of this one goes through the middle of `other`, as through a port in a wall."""
        x, y = other.middle
        return min(abs(x - self.x), abs(x - self.right), abs(y - self.y), abs(y - self.bottom)) <= 2

    def side(self, name: str, offset: float = 0) -> Point:
        """The middle of a side, `left`, `right`, `top` or `bottom`, moved along it by `offset`."""
        x, y = self.middle
        return {
            "left": (self.x, y + offset),
            "right": (self.right, y + offset),
            "top": (x + offset, self.y),
            "bottom": (x + offset, self.bottom),
        }[name]


def crosses(start: Point, end: Point, rect: Rect) -> bool:
    """Whether the line from `start` to `end` passes through the inside of `rect` (Liang and Barsky)."""
    (x, y), (dx, dy) = start, (end[0] - start[0], end[1] - start[1])
    enter, leave = 0.0, 1.0
    for step, room in ((-dx, x - rect.x), (dx, rect.right - x), (-dy, y - rect.y), (dy, rect.bottom - y)):
        if step == 0:
            if room <= 0:
                return False
        elif step < 0:
            enter = max(enter, room / step)
        else:
            leave = min(leave, room / step)
    return leave - enter > 1e-6


def length(start: Point, end: Point) -> float:
    return math.hypot(end[0] - start[0], end[1] - start[1])


def towards(start: Point, end: Point, distance: float) -> Point:
    """The point at `distance` from `start` on the way to `end`."""
    share = distance / (length(start, end) or 1)
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share
