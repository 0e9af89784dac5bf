"""Where each line of text of a figure stands, in one language: what is drawn, and what the checks measure."""

from typing import NamedTuple

from . import looks, measure
from .geometry import Point, Rect, length
from .spec import LABEL_SIZE, NOTE_SIZE, Arrow, Box, Canvas, FreeText, Zone

Line = tuple[str, float, bool, str]  # text, size, bold, the name of its colour

LEADING = 1.26  # from line to line, in sizes
BASELINE = 0.364  # half the height of a capital of Inter, in sizes
PADDING = 6
GAP = 5  # between an arrow and its label
MARK = 20  # what a box gives to its mark, at the left
CAP = 7  # half the height of a cylinder's top


class Row(NamedTuple):
    """A line of text at its baseline; `ink` is the name of a colour."""

    x: float
    y: float
    text: str
    size: float
    anchor: str
    bold: bool
    ink: str

    @property
    def left(self) -> float:
        """Where the line begins."""
        share = {"start": 0, "middle": 0.5, "end": 1}[self.anchor]
        return self.x - share * measure.width(self.text, self.size, self.bold)


class Block(NamedTuple):
    """The rows of one label, the room they take and, in a box or zone, the room there is."""

    owner: Box | Zone | Arrow | FreeText
    rows: tuple[Row, ...]
    rect: Rect
    room: Rect | None


def blocks(canvas: Canvas, language: str) -> list[Block]:
    """The blocks of text of a canvas in that language, in drawing order."""
    found = [_zone(zone, language) for zone in canvas.zones if zone.label]
    found += [_box(box, language) for box in canvas.boxes if box.label or box.note]
    found += [_arrow(arrow, language) for arrow in canvas.arrows if arrow.label]
    for text in canvas.texts:
        lines = [(line, text.size, text.bold, "ink") for line in text.label[language]]
        found.append(_block(text, lines, text.at, text.anchor))
    return found


def _zone(zone: Zone, language: str) -> Block:
    lines: list[Line] = [(line, NOTE_SIZE, True, looks.ZONES[zone.kind].ink) for line in zone.label[language]]
    left, top = zone.rect.x + 10, zone.rect.y + 6
    room = Rect(left, top, zone.rect.w - 16, zone.rect.h - 12)
    return _block(zone, lines, (left, top + _height(lines) / 2), "start", room)


def _box(box: Box, language: str) -> Block:
    look = looks.BOXES[box.kind]
    room = inside(box)
    lines: list[Line] = [(line, LABEL_SIZE, look.bold, look.ink) for line in box.label.get(language, ())]
    lines += [(line, NOTE_SIZE, False, look.note) for line in box.note.get(language, ())]
    x, y = room.middle
    return _block(box, lines, (room.x if box.align == "start" else x, y), box.align, room)


def inside(box: Box) -> Rect:
    """The room for a box's text: without the padding, a mark, a cylinder's top, a sheet's folded corner."""
    look, (x, y, w, h) = looks.BOXES[box.kind], box.rect
    left = PADDING + (MARK if look.mark else 0)
    top = 2 * CAP if look.shape == "cylinder" else 0
    return Rect(x + left, y + top + 2, w - left - PADDING, h - top - 4)


def _arrow(arrow: Arrow, language: str) -> Block:
    lines: list[Line] = [(line, NOTE_SIZE, False, looks.ARROWS[arrow.kind].ink) for line in arrow.label[language]]
    if arrow.at:
        return _block(arrow, lines, arrow.at, "middle")
    start, end = max(arrow.steps, key=lambda pair: length(*pair))
    x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    if abs(start[0] - end[0]) < abs(start[1] - end[1]):
        return _block(arrow, lines, (x + GAP + 1, y), "start")
    return _block(arrow, lines, (x, y - GAP - _height(lines) / 2), "middle")


def _height(lines: list[Line]) -> float:
    return sum(size * LEADING for _, size, _, _ in lines)


def _block(
    owner: Box | Zone | Arrow | FreeText, lines: list[Line], at: Point, anchor: str, room: Rect | None = None
) -> Block:
    """Lines of text one below the other, with `at` in the middle of their height."""
    rows, top = [], at[1] - _height(lines) / 2
    for text, size, bold, ink in lines:
        baseline = top + size * (LEADING / 2 + BASELINE)
        rows.append(Row(at[0], round(baseline, 2), text, size, anchor, bold, ink))
        top += size * LEADING
    left = min(row.left for row in rows)
    right = max(row.left + measure.width(row.text, row.size, row.bold) for row in rows)
    return Block(owner, tuple(rows), Rect(left, at[1] - _height(lines) / 2, right - left, _height(lines)), room)
