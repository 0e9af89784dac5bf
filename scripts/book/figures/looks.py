"""How each kind of box, zone and arrow looks, and the colours of the names used here.

A look names colours; `docs/assets/css/figures.css` says what each name is in the light, in the dark
and on paper. Standalone drawings take the values of its first block, so that no colour is written
down twice.
"""

import re
from dataclasses import dataclass
from functools import cache

from book.model import ROOT

STYLES = ROOT / "docs" / "assets" / "css" / "figures.css"
VARIABLE = re.compile(r"--fig-([\w-]+):\s*(#[0-9a-f]{6})\s*;")


@dataclass(frozen=True)
class Look:
    """A kind's colours by name, its outline, and what shape it has beyond a rectangle."""

    fill: str | None
    line: str
    ink: str = "ink"  # of the label
    note: str = "muted"  # of the note below it
    stroke: float = 1.5
    dashed: bool = False
    bold: bool = False
    shape: str = "rect"  # rect, pill, cylinder or sheet
    radius: float = 6
    mark: str | None = None  # a sign before the label: person, tick or cross


BOXES = {
    "node": Look("node", "line"),
    "accent": Look("accent", "accent-line", ink="accent-ink", stroke=2.5, bold=True),
    "store": Look("store", "line", shape="cylinder"),
    "actor": Look("actor", "actor", ink="actor-ink", note="actor-ink", shape="pill", mark="person"),
    "process": Look("process", "process-line", shape="pill"),
    "layer": Look("layer", "line", radius=3),
    "ghost": Look(None, "muted", ink="muted", dashed=True),
    "danger": Look("danger", "danger-line", mark="cross"),
    "ok": Look("ok", "ok-line", mark="tick"),
    "file": Look("node", "line", shape="sheet"),
}

ZONES = {
    "plain": Look("zone", "zone-line", ink="muted", radius=8),
    "accent": Look("paper", "accent-line", ink="accent-ink", stroke=2, dashed=True, radius=8),
    "muted": Look(None, "zone-line", ink="muted", dashed=True, radius=8),
}

ARROWS = {
    "solid": Look(None, "line", ink="muted"),
    "dashed": Look(None, "line", ink="muted", dashed=True),
    "accent": Look(None, "accent-line", ink="accent-ink", stroke=2.5),
}


@cache
def colours(scheme: str = "default") -> dict[str, str]:
    """The colours of a scheme of figures.css, `default`, `slate` or `print`, by name."""
    light, slate = STYLES.read_text(encoding="utf-8").split('[data-md-color-scheme="slate"]')
    slate, paper = slate.split("@media print", 1)
    return dict(VARIABLE.findall({"default": light, "slate": slate, "print": paper}[scheme]))
