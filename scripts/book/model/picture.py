"""A picture of a page: what a reader sees in a browser at that place of an example.

`NN-name.page.yaml` stands beside the transcripts and is taken between them, in the order of their names:

    url: http://127.0.0.1:8080/
    alt: {es: La tienda con tres conciertos., en: The shop with three concerts.}
    width: 480        # of the window, optional; its height follows the page

A run writes `NN-name.png` and `NN-name.page.txt`, the page's structure as a screen reader has it. The
structure is compared by later runs, the picture never: two machines do not draw alike.
"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from book.model.layout import LANGUAGES
from lablint.formats import yaml

PICTURE, STRUCTURE = ".page.yaml", ".page.txt"
WIDTH, HEIGHT = 480, 800  # the usual width of the window, and its height at most
WIDTHS = range(240, 1281)
KEYS = {"url", "alt", "width"}


@dataclass(frozen=True)
class Picture:
    """The picture that a file asks for."""

    path: Path

    @property
    def name(self) -> str:
        """What the three files have in common: `03-shop`."""
        return self.path.name.removesuffix(PICTURE)

    @property
    def png(self) -> Path:
        return self.path.with_name(f"{self.name}.png")

    @property
    def structure(self) -> Path:
        """The page's structure, as text."""
        return self.path.with_name(f"{self.name}{STRUCTURE}")

    @property
    def files(self) -> list[Path]:
        """What asks for the picture, and what a run writes."""
        return [self.path, self.png, self.structure]

    @cached_property
    def said(self) -> dict[str, Any]:
        """What the file says; raises NotYaml with the line of the first thing that is wrong."""
        found, lines = yaml.with_lines(self.path.read_text(encoding="utf-8"))
        if not isinstance(found, dict):
            raise yaml.NotYaml(1, "write url, alt and, if it is not 480, width")
        for key in found.keys() - KEYS:
            raise yaml.NotYaml(lines[(key,)], f"{key} says nothing here; known are {', '.join(sorted(KEYS))}")
        if not str(found.get("url", "")).startswith(("http://", "https://")):
            raise yaml.NotYaml(lines.get(("url",), 1), "url is where the browser goes, http://127.0.0.1:8080/")
        alt = found.get("alt")
        for language in LANGUAGES:
            text = alt.get(language) if isinstance(alt, dict) else None
            if not (isinstance(text, str) and text.strip()):
                message = f"alt.{language} says to who cannot see it what the picture shows; write it"
                raise yaml.NotYaml(lines.get(("alt",), 1), message)
        if found.get("width", WIDTH) not in WIDTHS:
            message = f"width is that of the window, {WIDTHS[0]} to {WIDTHS[-1]} pixels"
            raise yaml.NotYaml(lines[("width",)], message)
        return found

    @property
    def url(self) -> str:
        return str(self.said["url"])

    @property
    def alt(self) -> dict[str, str]:
        """What the picture shows, in each language."""
        return {language: " ".join(self.said["alt"][language].split()) for language in LANGUAGES}

    @property
    def width(self) -> int:
        """The width of the window, and of the picture on a page; the file has twice as many pixels."""
        return int(self.said.get("width", WIDTH))
