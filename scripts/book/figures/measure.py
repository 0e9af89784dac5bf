"""How wide a text is, measured with the very fonts that the site and the handouts use.

Text in backticks is set in the monospaced family, as on a page. Kerning is left out: it makes a
line narrower by a unit or two, never wider.
"""

import re
from functools import cache

from fontTools.ttLib import TTFont

from book.model import ROOT

FONTS = ROOT / "docs" / "assets" / "fonts"
CODE = re.compile(r"`([^`]+)`")


def runs(text):
    """The text as pieces of one family: `[("recibe ", False), ("SIGTERM", True)]`; True is code."""
    pieces = CODE.split(text)
    return [(piece, bool(number % 2)) for number, piece in enumerate(pieces) if piece]


def width(text, size, bold=False):
    """The width in units of a line of text at that size; a missing character counts as a wide one."""
    return sum(run_width(piece, size, bold, code) for piece, code in runs(text))


def run_width(piece, size, bold, code):
    size = code_size(size) if code else size
    advances, em = _font(code, bold)
    return sum(advances.get(ord(character), em) for character in piece) * size / em


def code_size(size):
    """The size of code within text of `size`: the monospaced letters look larger."""
    return round(size * 0.98, 2)


def smallest(text, size):
    """The size of the smallest letters of a line of text at `size`."""
    return min(code_size(size) if code else size for _, code in runs(text))


def missing(text):
    """The characters for which the fonts have no drawing."""
    return {letter for piece, code in runs(text) for letter in piece if ord(letter) not in _font(code, False)[0]}


@cache
def _font(code, bold):
    name = f"{'jetbrains-mono' if code else 'inter'}-{700 if bold else 400}.woff2"
    font = TTFont(FONTS / name)
    metrics = font["hmtx"]
    return {point: metrics[glyph][0] for point, glyph in font.getBestCmap().items()}, font["head"].unitsPerEm
