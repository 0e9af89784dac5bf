"""A page of the book: a Markdown text in a language, what it includes and what it shows, each with its line.

Nothing here knows MkDocs, so that checks, runs and handouts outlive it.
"""

import hashlib
import re
from functools import cached_property
from pathlib import Path
from typing import Any

from lablint.formats.markdown import Fence, Heading, Markdown

FIGURE = re.compile(r"!\[[^\]]*\]\(([^)\s]*figures/([^)\s]+)\.yaml)\)")
PICTURE = re.compile(r"!\[[^\]]*\]\(([^)\s]*examples/([^)\s]+\.page\.yaml))\)")
# What an image of a page may name that the site draws.
DRAWN = re.compile(r"(?:^|.*/)(?:figures/(?P<figure>.+)\.yaml|examples/(?P<picture>.+\.page\.yaml))")


class Page:
    """A Markdown page: `language`, `slug` (`docker/dockerfile`) and what stands in it."""

    def __init__(self, path: Path, language: str, slug: str):
        self.path, self.language, self.slug = Path(path), language, slug

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def markdown(self) -> Markdown:
        """The text as blocks."""
        return Markdown(self.text)

    @property
    def front_matter(self) -> dict[str, Any]:
        """The head of the page, empty where there is none; raises ValueError if it isn't a mapping or never ends."""
        return self.markdown.front_matter

    @property
    def fences(self) -> list[Fence]:
        return self.markdown.fences

    @property
    def headings(self) -> list[Heading]:
        return self.markdown.headings

    @property
    def includes(self) -> list[tuple[str, int]]:
        """What the page takes from docs/examples, as (path, line), in order."""
        return [found for fence in self.fences for found in fence.includes]

    @cached_property
    def figures(self) -> list[tuple[str, int]]:
        """The figures that the page shows, as (name, line): `docker/storage-options`."""
        return self._drawn("figure")

    @cached_property
    def pictures(self) -> list[tuple[str, int]]:
        """The pictures of pages that the page shows, as (path below docs/examples, line)."""
        return self._drawn("picture")

    def _drawn(self, kind: str) -> list[tuple[str, int]]:
        images = ((DRAWN.fullmatch(link.target), link.line) for link in self.markdown.links if link.image)
        return [(match[kind], line) for match, line in images if match and match[kind]]

    @property
    def fingerprint(self) -> str:
        """What a translation notes of its source: 12 hexadecimal digits of the file's SHA-256."""
        return hashlib.sha256(self.path.read_bytes()).hexdigest()[:12]

    @property
    def title(self) -> str:
        return next((h.text for h in self.headings if h.level == 1), self.slug)
