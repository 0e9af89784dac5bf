"""Read a figure's spec; what is wrong with its form is told with the line in the file.

The format is described in the package's docstring, the parsers of single values stand in `values`.
"""

from pathlib import Path

from lablint.formats.yaml import NotYaml, with_lines

from . import looks, spec
from .values import Problem, Values


class BadSpec(ValueError):
    """A spec that cannot be drawn; `problems` says why."""

    def __init__(self, path, problems):
        super().__init__("\n".join(f"{path}:{p.line}: {p.rule} {p.message}" for p in problems))
        self.problems = problems


def read(path):
    """The figure that the spec at `path` describes; raises BadSpec, which names every line that is wrong."""
    path = Path(path)
    try:
        data, lines = with_lines(path.read_text(encoding="utf-8"))
    except NotYaml as error:
        raise BadSpec(path, [Problem(error.line, "figure-syntax", str(error))]) from None
    reader = _Reader(lines)
    figure = reader.figure(data, _name(path))
    if reader.problems:
        raise BadSpec(path, sorted(set(reader.problems)))
    return figure


def _name(path):
    parts = path.resolve().with_suffix("").parts
    start = len(parts) - parts[::-1].index("figures") if "figures" in parts[:-1] else -1
    return "/".join(parts[start:])


class _Reader(Values):
    def figure(self, data, name):
        fields = {
            "title": self.text, "description": self.text, "size": self.numbers(2),
            "zones": self.named, "boxes": self.named, "arrows": self.items, "texts": self.items,
        }  # fmt: skip
        got = self.mapping(data, (), fields, ("title", "description", "size"))
        zones = [self.zone(*item) for item in got.get("zones") or ()]
        boxes = [self.box(*item) for item in got.get("boxes") or ()]
        for twin in {zone.name for zone in zones} & {box.name for box in boxes}:
            self.bad(("boxes", twin), f"a zone is called {twin} too: an arrow could not tell them apart")
        places = {thing.name: thing.rect for thing in (*zones, *boxes) if thing.rect}
        arrows = [self.arrow(*item, places) for item in got.get("arrows") or ()]
        texts = [self.free_text(*item) for item in got.get("texts") or ()]
        return spec.Figure(
            name, got.get("title"), got.get("description"), got.get("size"),
            tuple(zones), tuple(boxes), tuple(arrows), tuple(texts), self.lines,
        )  # fmt: skip

    def zone(self, place, data):
        fields = {"box": self.rect, "label": self.text, "kind": self.one_of(looks.ZONES)}
        got = self.mapping(data, place, fields, ("box",))
        return spec.Zone(place[1], got["box"], got["label"] or {}, got["kind"] or "plain", self.lines[place])

    def box(self, place, data):
        fields = {
            "box": self.rect, "label": self.text, "note": self.text,
            "kind": self.one_of(looks.BOXES), "align": self.one_of(("start", "middle")),
        }  # fmt: skip
        got = self.mapping(data, place, fields, ("box",))
        return spec.Box(
            place[1], got["box"], got["label"] or {}, got["note"] or {},
            got["kind"] or "node", got["align"] or "middle", self.lines[place],
        )  # fmt: skip

    def arrow(self, place, data, places):
        fields = {
            "from": self.end(places), "to": self.end(places), "via": self.points, "label": self.text,
            "at": self.numbers(2), "kind": self.one_of(looks.ARROWS), "ends": self.one_of(("one", "both", "none")),
        }  # fmt: skip
        got = self.mapping(data, place, fields, ("from", "to"))
        ends = [end for end in (got["from"], got["to"]) if end]
        points = [*(p for _, p in ends[:1]), *(got["via"] or ()), *(p for _, p in ends[1:])]
        return spec.Arrow(
            tuple(points), frozenset(name for name, _ in ends if name), got["label"] or {},
            got["at"], got["kind"] or "solid", got["ends"] or "one", self.lines[place],
        )  # fmt: skip

    def free_text(self, place, data):
        fields = {
            "at": self.numbers(2), "label": self.text, "size": self.number,
            "anchor": self.one_of(("start", "middle", "end")), "weight": self.one_of(("normal", "bold")),
        }  # fmt: skip
        got = self.mapping(data, place, fields, ("at", "label"))
        return spec.FreeText(
            got["at"], got["label"] or {}, got["size"] or spec.NOTE_SIZE,
            got["anchor"] or "start", got["weight"] == "bold", self.lines[place],
        )  # fmt: skip
