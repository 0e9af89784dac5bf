"""The book and its chapters, found on disk and in the contents.

The order of the chapters is kept in one place only, `nav` of mkdocs.yml. A chapter is one slug
everywhere: `docker/dockerfile` names two pages, a folder of examples and its handouts.
"""

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from book.model.example import Example, examples
from book.model.layout import LANGUAGES, ROOT, is_chapter
from book.model.page import Page
from lablint.formats import yaml


class Chapter:
    """A chapter: one slug, a page per language, examples and the part that it belongs to."""

    def __init__(self, book: "Book", slug: str):
        self.book, self.slug = book, slug
        self.part, _, self.name = slug.rpartition("/")

    def page(self, language: str) -> Page:
        """The page in that language; it may be missing on disk."""
        return Page(self.book.docs / language / f"{self.slug}.md", language, self.slug)

    @property
    def minutes(self) -> int:
        """How long it takes a reader; 0 for what is looked up, and has no handout and no place in a plan."""
        minutes = self.page(LANGUAGES[0]).front_matter.get("minutes")
        return minutes if isinstance(minutes, int) else 0

    @cached_property
    def examples(self) -> list[Example]:
        """The examples of this chapter, in the order of their paths."""
        return list(examples(self.book.docs / "examples" / self.slug))

    @property
    def shared(self) -> list[Path]:
        """The files that its page shows and that belong to the whole part, such as a cluster's kind.yaml."""
        shown = {path for path, _ in self.page(LANGUAGES[0]).includes}
        return sorted(self.book.docs / "examples" / path for path in shown if path.count("/") == 1)


class Book:
    """The book at `root`; the checks make small ones in a temporary folder."""

    def __init__(self, root: Path = ROOT):
        self.root = Path(root)
        self.docs = self.root / "docs"

    @cached_property
    def config(self) -> dict[str, Any]:
        """What mkdocs.yml says, but for what its tags name."""
        found: dict[str, Any] = yaml.read(self.root / "mkdocs.yml", yaml.UNTAGGED)
        return found

    @cached_property
    def nav(self) -> list[str]:
        """The slugs of all pages in reading order, `index` for the home page."""
        return [path.removesuffix(".md") for path in _leaves(self.config["nav"])]

    @cached_property
    def chapters(self) -> list[Chapter]:
        """The chapters in reading order."""
        return [Chapter(self, slug) for slug in self.nav if is_chapter(slug)]

    def read_again(self) -> None:
        """Forget what mkdocs.yml said and which figures there were: that changes while the book is served."""
        for name in ("config", "nav", "chapters", "figures"):
            vars(self).pop(name, None)

    def chapter(self, slug: str) -> Chapter:
        """The chapter of that slug, or another page with what a chapter has; it may be missing on disk."""
        return Chapter(self, slug)

    def pages(self, language: str) -> Iterator[Page]:
        """The pages that are on disk in that language, in path order."""
        base = self.docs / language
        for path in sorted(base.rglob("*.md")):
            yield Page(path, language, path.relative_to(base).with_suffix("").as_posix())

    @cached_property
    def figures(self) -> dict[str, Path]:
        """The specs of the figures by name, in path order: `docker/storage-options`."""
        base = self.docs / "figures"
        return {path.relative_to(base).with_suffix("").as_posix(): path for path in sorted(base.rglob("*.yaml"))}

    @property
    def examples(self) -> list[Example]:
        """All examples, in the order of their paths."""
        return list(examples(self.docs / "examples"))


def _leaves(nav: list[Any]) -> Iterator[str]:
    for entry in nav:
        value = next(iter(entry.values())) if isinstance(entry, dict) else entry
        if isinstance(value, list):
            yield from _leaves(value)
        else:
            yield value
