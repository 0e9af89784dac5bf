"""A figure as data: what a spec says once it has been read. `reading` makes it, `layout` and `draw` use it."""

from dataclasses import dataclass

from .geometry import Rect

# A text is its lines in each language: {"es": ("una línea",), "en": ("one line",)}.
Text = dict[str, tuple[str, ...]]

WIDEST = 720  # the column of a page at a desk
PHONE = 328  # what a phone of 360 pixels leaves for it
WIDE = 480  # a wider canvas is not scaled down to the phone but moved sideways in its frame,
SCROLLED = 560  # at this width

LABEL_SIZE = 15
NOTE_SIZE = 13.5  # also of zones, arrows and free texts
LEAST_SIZE = 9  # pixels, of any text on that phone


@dataclass(frozen=True)
class Box:
    """A thing: it has a label, perhaps a note below, and nothing else may lie on it."""

    name: str
    rect: Rect
    label: Text
    note: Text
    kind: str
    align: str
    line: int


@dataclass(frozen=True)
class Zone:
    """An area around boxes and other zones, with its label in the upper left corner."""

    name: str
    rect: Rect
    label: Text
    kind: str
    line: int


@dataclass(frozen=True)
class Arrow:
    """A line through `points`; `touches` names the boxes and zones where it starts and ends."""

    points: tuple[tuple[float, float], ...]
    touches: frozenset[str]
    label: Text
    at: tuple[float, float] | None
    kind: str
    ends: str
    line: int


@dataclass(frozen=True)
class FreeText:
    """A text of its own; `at` is its middle in height, and in width what `anchor` says."""

    at: tuple[float, float]
    label: Text
    size: float
    anchor: str
    bold: bool
    line: int


@dataclass(frozen=True)
class Figure:
    """A figure: `name` is `docker/storage-options`, the place of its spec under docs/figures."""

    name: str
    title: Text
    description: Text
    size: tuple[float, float]
    zones: tuple[Zone, ...]
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    texts: tuple[FreeText, ...]
    lines: dict

    @property
    def wide(self):
        """Whether a phone shows the figure in a frame to move it sideways in."""
        return self.size[0] > WIDE

    @property
    def phone_scale(self):
        """How much smaller than drawn the figure is on a phone."""
        shown = min(self.size[0], SCROLLED) if self.wide else min(self.size[0], PHONE)
        return shown / self.size[0]
