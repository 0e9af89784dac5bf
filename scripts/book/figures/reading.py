"""Read a figure's spec; what is wrong with its form is told with the line in the file.

The format is described in CONTRIBUTING.md, the parsers of single values stand in `values`, what a
narrow canvas changes in `narrow`.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from lablint.formats.yaml import NotYaml, with_lines
from lablint.problem import Problem

from . import looks, spec
from .geometry import Rect
from .narrow import Narrow
from .values import Finding, Place, Values


class BadSpec(ValueError):
    """A spec that cannot be drawn; `problems` says why."""

    def __init__(self, path: Path, found: Iterable[Finding]) -> None:
        self.problems = [Problem(path, *finding) for finding in sorted(set(found))]
        super().__init__("\n".join(problem.shown(Path.cwd()) for problem in self.problems))


def read(path: str | Path) -> spec.Figure:
    """The figure that the spec at `path` describes; raises BadSpec, which names every line that is wrong."""
    path = Path(path)
    try:
        data, lines = with_lines(path.read_text(encoding="utf-8"))
    except NotYaml as error:
        raise BadSpec(path, [Finding(error.line, "figure-syntax", str(error))]) from None
    reader = _Reader(lines)
    figure = reader.figure(data, _name(path))
    if figure is None or reader.problems:
        raise BadSpec(path, reader.problems)
    return figure


def _name(path: Path) -> str:
    parts = path.resolve().with_suffix("").parts
    start = len(parts) - parts[::-1].index("figures") if "figures" in parts[:-1] else -1
    return "/".join(parts[start:])


class _Reader(Values):
    def figure(self, data: Any, name: str) -> spec.Figure | None:
        """The figure, or None where its form is wrong."""
        fields = {
            "title": self.text, "description": self.text, "size": self.size, "zones": self.named,
            "boxes": self.named, "arrows": self.items, "texts": self.items, "narrow": lambda data, place: data,
        }  # fmt: skip
        got = self.mapping(data, (), fields, ("title", "description", "size"))
        zones = [zone for item in got["zones"] or () if (zone := self.zone(*item))]
        boxes = [box for item in got["boxes"] or () if (box := self.box(*item))]
        for twin in {zone.name for zone in zones} & {box.name for box in boxes}:
            self.bad(("boxes", twin), f"a zone is called {twin} too: an arrow could not tell them apart")
        things: list[spec.Thing] = [*zones, *boxes]
        places = {thing.name: thing.rect for thing in things}
        arrows = [arrow for item in got["arrows"] or () if (arrow := self.arrow(item[0], item[1], places))]
        texts = [text for item in got["texts"] or () if (text := self.free_text(*item))]
        if self.problems:
            return None
        wide = spec.Canvas(
            got["size"], tuple(zones), tuple(boxes), tuple(arrows), tuple(texts),
            spec.TURN if "narrow" in data else spec.PHONE, self.line(("size",)),
        )  # fmt: skip
        narrow = Narrow(self, wide).canvas(data["narrow"], ("narrow",)) if "narrow" in data else None
        return spec.Figure(name, got["title"], got["description"], wide, narrow)

    def zone(self, place: Place, data: Any) -> spec.Zone | None:
        fields = {"box": self.rect, "label": self.text, "kind": self.one_of(looks.ZONES)}
        got = self.mapping(data, place, fields, ("box",))
        if not got["box"]:
            return None
        return spec.Zone(str(place[1]), got["box"], got["label"] or {}, got["kind"] or "plain", self.lines[place])

    def box(self, place: Place, data: Any) -> spec.Box | None:
        fields = {
            "box": self.rect, "label": self.text, "note": self.text,
            "kind": self.one_of(looks.BOXES), "align": self.one_of(("start", "middle")),
        }  # fmt: skip
        got = self.mapping(data, place, fields, ("box",))
        if not got["box"]:
            return None
        return spec.Box(
            str(place[1]), got["box"], got["label"] or {}, got["kind"] or "node", self.lines[place],
            got["note"] or {}, got["align"] or "middle",
        )  # fmt: skip

    def arrow(self, place: Place, data: Any, places: Mapping[str, Rect]) -> spec.Arrow | None:
        fields = {
            "from": self.end(places), "to": self.end(places), "via": self.points, "label": self.text,
            "at": self.point, "kind": self.one_of(looks.ARROWS), "ends": self.one_of(("one", "both", "none")),
        }  # fmt: skip
        got = self.mapping(data, place, fields, ("from", "to"))
        if not got["from"] or not got["to"]:
            return None
        return spec.Arrow(
            got["from"], got["to"], tuple(got["via"] or ()), got["label"] or {},
            got["at"], got["kind"] or "solid", got["ends"] or "one", self.lines[place],
        )  # fmt: skip

    def free_text(self, place: Place, data: Any) -> spec.FreeText | None:
        fields = {
            "at": self.point, "label": self.text, "size": self.number,
            "anchor": self.one_of(("start", "middle", "end")), "weight": self.one_of(("normal", "bold")),
        }  # fmt: skip
        got = self.mapping(data, place, fields, ("at", "label"))
        if not got["at"] or not got["label"]:
            return None
        return spec.FreeText(
            got["at"], got["label"], got["size"] or spec.NOTE_SIZE,
            got["anchor"] or "start", got["weight"] == "bold", self.lines[place],
        )  # fmt: skip
