"""The book as data: languages, chapters, pages, examples, figures. Everything else asks it.

The order of the chapters is kept in one place only, `nav` of mkdocs.yml. A chapter is one slug
everywhere: `docker/dockerfile` names two pages, a folder of examples and its handouts.

Pages are read as text: front matter, headings, and what they include or show, each with its
line. Nothing here knows MkDocs, so that checks, runs and handouts outlive it.
"""

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("es", "en")  # the first is the source

# The last sections of every chapter, in this order; each has the same title everywhere.
ENDING = {
    "pitfalls": {"es": "Errores frecuentes", "en": "Pitfalls"},
    "check": {"es": "Comprueba lo aprendido", "en": "Check yourself"},
    "exercise": {"es": "Ejercicio", "en": "Exercise"},
    "summary": {"es": "En resumen", "en": "Summary"},
    "sources": {"es": "Fuentes", "en": "Sources"},
}

HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*(?:\{\s*#([\w-]+)[^}]*\})?\s*$")
INCLUDE = re.compile(r'^\s*--8<--\s+"([^"]+)"\s*$')
FIGURE = re.compile(r"!\[[^\]]*\]\(([^)\s]*figures/([^)\s]+)\.yaml)\)")
FENCE = re.compile(r"^(?P<indent>[ \t]*)(?P<mark>`{3,}|~{3,})[ \t]*(?P<language>[\w+#.-]*)(?P<rest>[^`]*)$")


@dataclass(frozen=True)
class Heading:
    """A heading of a page; `id` is None where the author gave none."""

    level: int
    text: str
    id: str | None
    line: int


@dataclass(frozen=True)
class Fence:
    """A fenced block: its language, what stands behind it, its text and its lines from 1."""

    language: str
    attributes: str
    text: str
    line: int  # of the opening fence
    indent: str

    @property
    def includes(self):
        """The files of docs/examples that the block shows, as (path, line)."""
        found = []
        for offset, text in enumerate(self.text.splitlines(), 1):
            if match := INCLUDE.match(text):
                found.append((match[1], self.line + offset))
        return found


class Page:
    """A Markdown page: `language`, `slug` (`docker/dockerfile`) and what stands in it."""

    def __init__(self, path, language, slug):
        self.path, self.language, self.slug = Path(path), language, slug

    @cached_property
    def text(self):
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def front_matter(self):
        """The YAML head as a dict, empty where there is none; raises ValueError if it isn't a mapping."""
        if not self.text.startswith("---\n"):
            return {}
        head = self.text[4:].split("\n---", 1)[0]
        data = yaml.safe_load(head) or {}
        if not isinstance(data, dict):
            raise ValueError("the front matter is not a mapping")
        return data

    @cached_property
    def fences(self):
        return list(fences(self.text))

    @cached_property
    def headings(self):
        inside = set()
        for fence in self.fences:
            inside.update(range(fence.line, fence.line + len(fence.text.splitlines()) + 2))
        head = self.text.count("\n", 0, self.text.find("\n---", 3) + 1) + 1 if self.text.startswith("---\n") else 0
        found = []
        for number, line in enumerate(self.text.splitlines(), 1):
            if number > head and number not in inside and (match := HEADING.match(line)):
                found.append(Heading(len(match[1]), match[2], match[3], number))
        return found

    @cached_property
    def includes(self):
        """What the page takes from docs/examples, as (path, line), in order."""
        return [found for fence in self.fences for found in fence.includes]

    @cached_property
    def figures(self):
        """The figures that the page shows, as (name, line): `docker/storage-options`."""
        found = []
        for number, line in enumerate(self.text.splitlines(), 1):
            found += [(match[2], number) for match in FIGURE.finditer(line)]
        return found

    @property
    def fingerprint(self):
        """What a translation notes of its source: 12 hexadecimal digits of the file's SHA-256."""
        return hashlib.sha256(self.path.read_bytes()).hexdigest()[:12]

    @property
    def title(self):
        return next((h.text for h in self.headings if h.level == 1), self.slug)


class Chapter:
    """A chapter: one slug, a page per language, examples and the part that it belongs to."""

    def __init__(self, book, slug):
        self.book, self.slug = book, slug
        self.part, _, self.name = slug.rpartition("/")

    def page(self, language):
        """The page in that language; it may be missing on disk."""
        return Page(self.book.docs / language / f"{self.slug}.md", language, self.slug)

    @cached_property
    def examples(self):
        """The folders with transcripts or files of this chapter, in name order."""
        return self.book.example_folders(self.book.docs / "examples" / self.slug)


class Book:
    """The book at `root`; the checks make small ones in a temporary folder."""

    def __init__(self, root=ROOT):
        self.root = Path(root)
        self.docs = self.root / "docs"

    @cached_property
    def config(self):
        return yaml.load((self.root / "mkdocs.yml").read_text(encoding="utf-8"), Loader=_PlainLoader)

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

    def example_folders(self, base=None):
        """The example folders under `base`: a folder with a transcript, or with `not-run.md`."""
        base = base or self.docs / "examples"
        if not base.is_dir():
            return []
        marks = [*base.rglob("*.console"), *base.rglob("not-run.md")]
        return sorted({mark.parent for mark in marks})


def fences(text):
    """Yield every fenced block of a Markdown text, also inside admonitions, tabs and lists."""
    lines = text.splitlines()
    number = 0
    while number < len(lines):
        opening = FENCE.match(lines[number])
        if not opening:
            number += 1
            continue
        closing = re.compile(rf"^[ \t]*{re.escape(opening['mark'][0])}{{{len(opening['mark'])},}}[ \t]*$")
        end = number + 1
        while end < len(lines) and not closing.match(lines[end]):
            end += 1
        indent = opening["indent"]
        body = [line.removeprefix(indent) for line in lines[number + 1 : end]]
        yield Fence(
            opening["language"].lower(), opening["rest"].strip(), "".join(f"{b}\n" for b in body), number + 1, indent
        )
        number = end + 1


def _leaves(nav):
    for entry in nav:
        value = next(iter(entry.values())) if isinstance(entry, dict) else entry
        if isinstance(value, list):
            yield from _leaves(value)
        else:
            yield value


class _PlainLoader(yaml.SafeLoader):
    """Reads mkdocs.yml without importing what its `!!python/name:` tags name."""


_PlainLoader.add_multi_constructor("tag:yaml.org,2002:python/", lambda loader, suffix, node: suffix)
_PlainLoader.add_multi_constructor("!", lambda loader, suffix, node: suffix)
