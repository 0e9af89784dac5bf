"""A figure as data: what a spec says once it has been read. `reading` makes it, `layout` and `draw` use it."""

from collections.abc import Mapping
from dataclasses import dataclass

from .geometry import Point, Rect

# A text is its lines in each language: {"es": ("una línea",), "en": ("one line",)}.
Text = Mapping[str, tuple[str, ...]]

WIDEST = 720  # the column of a page at a desk
PHONE = 328  # what a phone of 360 pixels leaves for it
TURN = 588  # a narrower column takes the narrow canvas; figures.css has the same number
NARROWEST = 400  # a canvas that is no wider can be read on that phone

LABEL_SIZE = 15.0
NOTE_SIZE = 13.5  # also of zones, arrows and free texts
LEAST_SIZE = 11  # pixels, of any text in the narrowest column that shows it


@dataclass(frozen=True)
class Thing:
    """What has a name and a place: a box or a zone."""

    name: str
    rect: Rect
    label: Text
    kind: str
    line: int


@dataclass(frozen=True)
class Zone(Thing):
    """An area around boxes and other zones, with its label in the upper left corner."""


@dataclass(frozen=True)
class Box(Thing):
    """A thing: it has a label, perhaps a note below, and nothing else may lie on it."""

    note: Text
    align: str


@dataclass(frozen=True)
class End:
    """An end of an arrow: its point, and the box or zone that it touches there, on which side and where."""

    point: Point
    thing: str | None = None
    side: str = ""
    offset: float = 0


@dataclass(frozen=True)
class Arrow:
    """A line between its ends, over the corners of `via`."""

    start: End
    end: End
    via: tuple[Point, ...]
    label: Text
    at: Point | None
    kind: str
    ends: str
    line: int

    @property
    def points(self) -> tuple[Point, ...]:
        return self.start.point, *self.via, self.end.point

    @property
    def steps(self) -> list[tuple[Point, Point]]:
        return list(zip(self.points, self.points[1:], strict=False))

    @property
    def touches(self) -> tuple[str | None, str | None]:
        """The names of the boxes or zones where it starts and ends."""
        return self.start.thing, self.end.thing


@dataclass(frozen=True)
class FreeText:
    """A text of its own; `at` is its middle in height, and in width what `anchor` says."""

    at: Point
    label: Text
    size: float
    anchor: str
    bold: bool
    line: int


@dataclass(frozen=True)
class Canvas:
    """A drawing: where everything is; `column` is the narrowest one that shows it."""

    size: Point
    zones: tuple[Zone, ...]
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    texts: tuple[FreeText, ...]
    column: float
    line: int  # of its size

    @property
    def scale(self) -> float:
        """How much smaller than drawn it is in that column."""
        return min(1, self.column / self.size[0])


@dataclass(frozen=True)
class Figure:
    """A figure: `name` is `docker/storage-options`, the place of its spec under docs/figures.

    `wide` is for a desk and for paper; where there is no `narrow` one, also for a phone.
    """

    name: str
    title: Text
    description: Text
    wide: Canvas
    narrow: Canvas | None

    @property
    def canvases(self) -> tuple[Canvas, ...]:
        return (self.wide, self.narrow) if self.narrow else (self.wide,)
