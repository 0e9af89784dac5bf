"""How wide a text is, measured with the very fonts that the site and the handouts use.

Text in backticks is set in the monospaced family, as on a page, and at the same size: its small letters
are as high as those of the other. Kerning is left out: it makes a line narrower by a unit or two, never wider.
"""

import re
from functools import cache

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from book.model import ROOT

FONTS = ROOT / "docs" / "assets" / "fonts"
CODE = re.compile(r"`([^`]+)`")


def runs(text: str) -> list[tuple[str, bool]]:
    """The text as pieces of one family: `[("recibe ", False), ("SIGTERM", True)]`; True is code."""
    pieces = CODE.split(text)
    return [(piece, bool(number % 2)) for number, piece in enumerate(pieces) if piece]


def width(text: str, size: float, bold: bool = False) -> float:
    """The width in units of a line of text at that size; a missing character counts as a wide one."""
    return sum(run_width(piece, size, bold, code) for piece, code in runs(text))


def run_width(piece: str, size: float, bold: bool, code: bool) -> float:
    advances, em = _font(code, bold)
    return sum(advances.get(ord(character), em) for character in piece) * size / em


def missing(text: str) -> set[str]:
    """The characters for which the fonts have no drawing."""
    return {letter for piece, code in runs(text) for letter in piece if ord(letter) not in _font(code, False)[0]}


@cache
def _font(code: bool, bold: bool) -> tuple[dict[int, int], int]:
    name = f"{'jetbrains-mono' if code else 'inter'}-{700 if bold else 400}.woff2"
    font = TTFont(FONTS / name)
    metrics = font["hmtx"]
    return {point: metrics[glyph][0] for point, glyph in font.getBestCmap().items()}, font["head"].unitsPerEm
