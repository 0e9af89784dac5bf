"""The book and its chapters, found on disk and in the contents.

The order of the chapters is kept in one place only, `nav` of mkdocs.yml. A chapter is one slug
everywhere: `docker/dockerfile` names two pages, a folder of examples and its handouts.
"""

from functools import cached_property
from pathlib import Path

from book.model.example import Example, examples
from book.model.layout import LANGUAGES, ROOT
from book.model.page import Page
from lablint.formats import yaml


class Chapter:
    """A chapter: one slug, a page per language, examples and the part that it belongs to."""

    def __init__(self, book, slug):
        self.book, self.slug = book, slug
        self.part, _, self.name = slug.rpartition("/")

    def page(self, language):
        """The page in that language; it may be missing on disk."""
        return Page(self.book.docs / language / f"{self.slug}.md", language, self.slug)

    @cached_property
    def examples(self) -> list[Example]:
        """The examples of this chapter, in the order of their paths."""
        return list(examples(self.book.docs / "examples" / self.slug))

    @property
    def shared(self):
        """The files that its page shows and that belong to the whole part, such as a cluster's kind.yaml."""
        shown = {path for path, _ in self.page(LANGUAGES[0]).includes}
        return sorted(self.book.docs / "examples" / path for path in shown if path.count("/") == 1)


class Book:
    """The book at `root`; the checks make small ones in a temporary folder."""

    def __init__(self, root=ROOT):
        self.root = Path(root)
        self.docs = self.root / "docs"

    @cached_property
    def config(self):
        return yaml.read(self.root / "mkdocs.yml", yaml.UNTAGGED)

    @cached_property
    def nav(self):
        """The slugs of all pages in reading order, `index` for the home page."""
        return [path.removesuffix(".md") for path in _leaves(self.config["nav"])]

    @cached_property
    def chapters(self):
        """The chapters in reading order: every page of nav that lies in a part and isn't its index."""
        return [Chapter(self, slug) for slug in self.nav if "/" in slug and not slug.endswith("/index")]

    def chapter(self, slug):
        return Chapter(self, slug)

    def pages(self, language):
        """The pages that are on disk in that language, in path order."""
        base = self.docs / language
        for path in sorted(base.rglob("*.md")):
            yield Page(path, language, path.relative_to(base).with_suffix("").as_posix())

    @property
    def examples(self) -> list[Example]:
        """All examples, in the order of their paths."""
        return list(examples(self.docs / "examples"))


def _leaves(nav):
    for entry in nav:
        value = next(iter(entry.values())) if isinstance(entry, dict) else entry
        if isinstance(value, list):
            yield from _leaves(value)
        else:
            yield value
