"""Rectangles and lines of a figure, in its units: x grows to the right, y downwards."""

from typing import NamedTuple


class Rect(NamedTuple):
    """A rectangle by its upper left corner and its size."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self):
        return self.x + self.w

    @property
    def bottom(self):
        return self.y + self.h

    @property
    def middle(self):
        return self.x + self.w / 2, self.y + self.h / 2

    def grown(self, by):
        """This rectangle with its sides moved outwards; inwards where `by` is negative."""
        return Rect(self.x - by, self.y - by, self.w + 2 * by, self.h + 2 * by)

    def overlaps(self, other):
        """Whether the two share an area; a shared edge is none."""
        return (
            self.x < other.right - 0.01
            and other.x < self.right - 0.01
            and self.y < other.bottom - 0.01
            and other.y < self.bottom - 0.01
        )

    def holds(self, other):
        """Whether `other` lies in this one; edges may touch."""
        return (
            self.x <= other.x + 0.01
            and self.y <= other.y + 0.01
            and self.right >= other.right - 0.01
            and self.bottom >= other.bottom - 0.01
        )

    def has_on_edge(self, other):
        """Whether an edge of this one goes through the middle of `other`, as through a port in a wall."""
        x, y = other.middle
        return min(abs(x - self.x), abs(x - self.right), abs(y - self.y), abs(y - self.bottom)) <= 2

    def side(self, name, offset=0):
        """The middle of a side, `left`, `right`, `top` or `bottom`, moved along it by `offset`."""
        x, y = self.middle
        return {
            "left": (self.x, y + offset),
            "right": (self.right, y + offset),
            "top": (x + offset, self.y),
            "bottom": (x + offset, self.bottom),
        }[name]


def crosses(start, end, rect):
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


def length(start, end):
    return ((end[0] - start[0]) ** 2 + (end[1] - start[1]) ** 2) ** 0.5


def towards(start, end, distance):
    """The point at `distance` from `start` on the way to `end`."""
    share = distance / (length(start, end) or 1)
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share
