"""Draw a figure as SVG.

Inside a page the drawing names its colours, and figures.css gives them for light, dark and paper.
A standalone drawing carries the light colours: to download, to project, and for the handouts, whose
renderer knows no CSS variables in SVG (and no `paint-order`: labels have no halo, `check` keeps
them off the lines).
"""

from html import escape

from . import looks, measure, shapes
from .geometry import Rect
from .layout import PADDING, Row, blocks
from .spec import Arrow, Box, Canvas, Figure

SANS = "Inter, system-ui, 'Helvetica Neue', Arial, sans-serif"
MONO = "'JetBrains Mono', ui-monospace, Consolas, monospace"


def draw(figure: Figure, language: str, standalone: bool = False) -> str:
    """The SVG of a figure, with its title and description for those who do not see it.

    Where the figure has a narrow canvas, a page gets both drawings, and figures.css shows one of them.
    """
    if standalone:
        return _drawing(figure, figure.wide, language, looks.colours())
    names = ("wide", "narrow") if figure.narrow else ("",)
    return "\n".join(
        _drawing(figure, canvas, language, None, name) for name, canvas in zip(names, figure.canvases, strict=True)
    )


def _drawing(figure: Figure, canvas: Canvas, language: str, colours: dict[str, str] | None, name: str = "") -> str:
    pen = _Pen(colours)
    width, height = canvas.size
    key = "-".join(filter(None, ("fig", figure.name.replace("/", "-"), name.removeprefix("wide"))))
    said = {"title": figure.title, "desc": figure.description}
    of = {tag: " ".join(text[language]).replace("`", "") for tag, text in said.items()}  # an SVG's have no marks
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}"'
    head += f' role="img" aria-labelledby="{key}-title {key}-desc" font-family="{SANS}"'
    if colours:
        head += f' xml:lang="{language}"'  # no size: opened by itself, it fills the projector
    else:
        head += f' width="{width:g}" height="{height:g}" class="fig{f" fig-{name}" if name else ""}"'
    parts = [f"{head}>", *(f'<{tag} id="{key}-{tag}">{escape(text)}</{tag}>' for tag, text in of.items())]
    if colours:
        parts.append(f'<rect width="{width:g}" height="{height:g}"{pen.paint("paper")}/>')
    for zone in canvas.zones:
        parts.append(pen.rect(zone.rect, looks.ZONES[zone.kind]))
    for arrow in canvas.arrows:
        parts += pen.arrow(arrow)
    for box in canvas.boxes:
        parts += pen.box(box)
    for block in blocks(canvas, language):
        parts += (pen.row(row) for row in block.rows)
    return "\n".join((*parts, "</svg>"))


class _Pen:
    """Writes SVG elements; `colours` are the fixed ones, or None to leave them to the page's CSS."""

    def __init__(self, colours: dict[str, str] | None) -> None:
        self.colours = colours

    def paint(self, fill: str | None, line: str | None = None, stroke: float = 1.5, dashed: bool = False) -> str:
        found = f' fill="{self._colour(fill)}"'
        if line:
            found += f' stroke="{self._colour(line)}" stroke-width="{stroke:g}"'
        return found + (' stroke-dasharray="5 4"' if dashed else "")

    def _colour(self, name: str | None) -> str:
        if name is None:
            return "none"
        return self.colours[name] if self.colours else f"var(--fig-{name})"

    def rect(self, rect: Rect, look: looks.Look) -> str:
        x, y, w, h = rect
        radius = min(look.radius, h / 2, w / 2) if look.shape == "rect" else min(h / 2, w / 2, 16)
        paint = self.paint(look.fill, look.line, look.stroke, look.dashed)
        return f'<rect x="{x:g}" y="{y:g}" width="{w:g}" height="{h:g}" rx="{radius:g}"{paint}/>'

    def box(self, box: Box) -> list[str]:
        look = looks.BOXES[box.kind]
        paint = self.paint(look.fill, look.line, look.stroke)
        if look.shape == "cylinder":
            body, top = shapes.cylinder(box.rect)
            return [f'<path d="{body}"{paint}/>', f'<path d="{top}"{self.paint("store-top", look.line)}/>']
        if look.shape == "sheet":
            outline, fold = shapes.sheet(box.rect)
            return [f'<path d="{outline}"{paint}/>', f'<path d="{fold}"{self.paint(None, look.line, 1.25)}/>']
        parts = [self.rect(box.rect, look)]
        if look.mark:
            sign = shapes.mark(look.mark, box.rect.x + PADDING + 7, box.rect.middle[1])
            paint = self.paint(look.ink) if look.mark == "person" else self.paint(None, look.line, 2.5)
            parts.append(f'<path d="{sign}"{paint}/>')
        return parts

    def arrow(self, arrow: Arrow) -> list[str]:
        look = looks.ARROWS[arrow.kind]
        line, heads = shapes.arrow(arrow.points, arrow.ends)
        parts = [f'<path d="{line}"{self.paint(None, look.line, look.stroke, look.dashed)}/>']
        return parts + [f'<path d="{head}"{self.paint(look.line)}/>' for head in heads]

    def row(self, row: Row) -> str:
        """One `<text>` for a line of one family; else one for each run, at its measured place."""
        pieces = measure.runs(row.text)
        x, anchor = (row.x, row.anchor) if len(pieces) == 1 else (row.left, "start")
        parts = []
        for piece, code in pieces:
            look = f' font-size="{row.size:g}"' + self.paint(row.ink)
            look += f' font-family="{MONO}"' if code else ""
            look += ' font-weight="700"' if row.bold else ""
            look += f' text-anchor="{anchor}"' if anchor != "start" else ""
            text = escape(piece, quote=False)
            if code or len(pieces) > 1:  # SVG drops spaces at the ends of a text, and doubled ones
                text = text.replace(" ", "\u00a0")
            parts.append(f'<text x="{round(x, 2):g}" y="{row.y:g}"{look}>{text}</text>')
            x += measure.run_width(piece, row.size, row.bold, code)
        return "".join(parts)
