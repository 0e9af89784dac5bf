"""Figures: drawings as data, `docs/figures/<part>/<name>.yaml` to SVG.

A spec says where everything is; nothing is laid out by chance, so that a figure looks the same in
both languages and stays readable on a phone. Its reference, with every key, is the section
"A figure's spec" of CONTRIBUTING.md.

    figure = read("docs/figures/containers/vm-and-container.yaml")
    draw(figure, "es")                    # for a page, colours by CSS
    draw(figure, "es", standalone=True)   # a file of its own
    check("docs/figures/containers/vm-and-container.yaml")

`reading`, `values` and `narrow` make a `spec.Figure` of it, `layout` places the texts, which `measure`
has measured, `looks` and `shapes` say what things look like.

    python -m book.figures docs/figures --out /tmp/figures --png    # to look at them
"""

from .check import check
from .draw import draw
from .reading import BadSpec, read

__all__ = ["BadSpec", "check", "draw", "read"]
