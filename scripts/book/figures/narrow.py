"""How the things of a figure stand on a canvas for phones: `narrow` says only what differs.

A zone or box is placed again, `[x, y]` or `[x, y, width, height]`; what lies in a zone goes along with
it, arrows keep to their boxes. So a figure of panels side by side is stacked by moving the panels.
Nothing appears and nothing vanishes: both canvases tell the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from . import spec
from .geometry import Point, Rect
from .spec import PHONE, Arrow, Box, Canvas, End, FreeText, Text
from .values import Parser, Place, Values

Thing = TypeVar("Thing", bound=spec.Thing)


@dataclass(frozen=True)
class _Change:
    """What the narrow canvas says of a zone or box."""

    rect: Rect | None
    label: Text | None
    note: Text | None
    line: int


class Narrow:
    """Makes the narrow canvas of a spec out of its wide one."""

    def __init__(self, values: Values, wide: Canvas) -> None:
        self.values, self.wide = values, wide
        self.changes: dict[str, _Change] = {}

    def canvas(self, data: Any, place: Place) -> Canvas | None:
        """The narrow canvas, or None where its form is wrong."""
        values = self.values
        fields = {
            "size": values.size, "zones": values.named, "boxes": values.named,
            "arrows": values.items, "texts": values.items,
        }  # fmt: skip
        got = values.mapping(data, place, fields, ("size",))
        self._read_changes(got["zones"] or (), self.wide.zones)
        self._read_changes(got["boxes"] or (), self.wide.boxes)
        zones = tuple(self._placed(zone) for zone in self.wide.zones)
        boxes = tuple(self._noted(self._placed(box)) for box in self.wide.boxes)
        things: list[spec.Thing] = [*zones, *boxes]
        places = {thing.name: thing.rect for thing in things}
        arrows = self._arrows(got["arrows"] or (), places)
        texts = tuple(replace(text, at=self._moved(text.at)) for text in self.wide.texts)
        if got["texts"] is not None:
            texts = self._texts(got["texts"], (*place, "texts"))
        if values.problems:
            return None
        return Canvas(got["size"], zones, boxes, arrows, texts, PHONE, values.line((*place, "size")))

    def _read_changes(self, found: Iterable[tuple[Place, Any]], things: Iterable[spec.Thing]) -> None:
        known = {thing.name: thing for thing in things}
        for place, data in found:
            thing = known.get(str(place[-1]))
            if thing is None:
                self.values.bad(place, f"the wide canvas has no {place[-1]} among its {place[-2]}")
                continue

            def rect(data: Any, place: Place, of: Rect = thing.rect) -> Rect | None:
                if isinstance(data, list) and len(data) == 2:
                    corner = self.values.point(data, place)
                    return Rect(*corner, of.w, of.h) if corner else None
                return self.values.rect(data, place)

            fields: dict[str, Parser] = {"box": rect, "label": self.values.text}
            if isinstance(thing, Box):
                fields["note"] = self.values.text
            data = {"box": data} if isinstance(data, list) else data
            got = self.values.mapping(data, place, fields)
            line = self.values.line(place)
            self.changes[thing.name] = _Change(got["box"], got["label"], got.get("note"), line)

    def _placed(self, thing: Thing) -> Thing:
        change = self.changes.get(thing.name)
        rect = change.rect if change and change.rect else thing.rect.moved(*self._shift(thing.rect))
        if not change:
            return replace(thing, rect=rect)
        return replace(thing, rect=rect, label=change.label or thing.label, line=change.line)

    def _noted(self, box: Box) -> Box:
        change = self.changes.get(box.name)
        return replace(box, note=change.note) if change and change.note else box

    def _shift(self, rect: Rect) -> Point:
        """How far the smallest zone around the middle of `rect` has moved."""
        around = [zone for zone in self.wide.zones if zone.rect.area > rect.area and zone.rect.has(rect.middle)]
        if not around:
            return 0, 0
        zone = min(around, key=lambda zone: zone.rect.area)
        change = self.changes.get(zone.name)
        if change and change.rect:
            return change.rect.x - zone.rect.x, change.rect.y - zone.rect.y
        return self._shift(zone.rect)

    def _moved(self, point: Point) -> Point:
        dx, dy = self._shift(Rect(*point, 0, 0))
        return point[0] + dx, point[1] + dy

    def _arrows(self, found: Iterable[tuple[Place, Any]], places: dict[str, Rect]) -> tuple[Arrow, ...]:
        """The arrows where their boxes are now; one that is said again keeps its label, kind and heads."""
        values, arrows, said = self.values, list(self.wide.arrows), set()
        for place, data in found:
            fields = {
                "from": values.end(places), "to": values.end(places),
                "via": values.points, "label": values.text, "at": values.point,
            }  # fmt: skip
            got = values.mapping(data, place, fields, ("from", "to"))
            start, end = got["from"], got["to"]
            if not start or not end:
                continue
            meant = [
                number for number, arrow in enumerate(self.wide.arrows)
                if number not in said and arrow.touches == (start.thing, end.thing)
            ]  # fmt: skip
            if not meant:
                values.bad(place, "the wide canvas has no arrow, or no further one, from the first to the second")
                continue
            said.add(meant[0])
            label, line = got["label"] or arrows[meant[0]].label, values.line(place)
            via = tuple(got["via"] or ())
            arrows[meant[0]] = replace(
                arrows[meant[0]], start=start, end=end, via=via, label=label, at=got["at"], line=line
            )
        return tuple(arrow if number in said else self._along(arrow, places) for number, arrow in enumerate(arrows))

    def _along(self, arrow: Arrow, places: dict[str, Rect]) -> Arrow:
        """The arrow with its ends where their boxes are, its corners and its label where their zones are."""

        def end(of: End) -> End:
            point = places[of.thing].side(of.side, of.offset) if of.thing else self._moved(of.point)
            return replace(of, point=point)

        via = tuple(self._moved(point) for point in arrow.via)
        at = self._moved(arrow.at) if arrow.at else None
        return replace(arrow, start=end(arrow.start), end=end(arrow.end), via=via, at=at)

    def _texts(self, found: list[tuple[Place, Any]], place: Place) -> tuple[FreeText, ...]:
        values, texts = self.values, []
        if len(found) != len(self.wide.texts):
            values.bad(place, f"the wide canvas has {len(self.wide.texts)} texts: place each, in their order")
            return ()
        for text, (spot, data) in zip(self.wide.texts, found, strict=True):
            fields = {"at": values.point, "label": values.text, "anchor": values.one_of(("start", "middle", "end"))}
            got = values.mapping({"at": data} if isinstance(data, list) else data, spot, fields)
            at, label, anchor = got["at"] or self._moved(text.at), got["label"], got["anchor"]
            line = values.line(spot)
            texts.append(replace(text, at=at, label=label or text.label, anchor=anchor or text.anchor, line=line))
        return tuple(texts)
