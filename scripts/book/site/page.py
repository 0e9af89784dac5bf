"""Which page of the book a MkDocs page is, and how pages link to each other."""

import posixpath
from functools import cache

from mkdocs.exceptions import PluginError
from mkdocs.structure.pages import Page

from book import model
from book.model import Book

book = Book()


def place(page: Page) -> tuple[str, str]:
    """Return the language and the slug of a MkDocs page: `es`, `docker/dockerfile`."""
    language, _, rest = page.file.src_uri.partition("/")
    return language, rest.removesuffix(".md")


def link(here: str, there: str) -> str:
    """Return the relative Markdown link from one slug to another."""
    return posixpath.relpath(f"{there}.md", posixpath.dirname(here) or ".")


def reference(at: str, language: str, here: str, section: bool = False) -> str:
    """Return a Markdown link to `slug#heading-id`, named after the page, or after its section too."""
    slug, _, anchor = at.partition("#")
    path = book.docs / language / f"{slug}.md"
    if not path.exists():
        raise PluginError(
            f"{at} of docs/ledger.yaml or docs/glossary.yaml: there is no {path}; write it or mend the place"
        )
    page = page_of(slug, language)
    name = page.title
    if section:
        name += "".join(f", «{h.text}»" for h in page.headings if h.id == anchor and h.level > 1)
    return f"[{name}]({link(here, slug)}{f'#{anchor}' if anchor else ''})"


def page_of(slug: str, language: str) -> model.Page:
    """Return a page, which is read once, and again when it has changed while the site is served."""
    path = book.docs / language / f"{slug}.md"
    return _read(slug, language, path.stat().st_mtime_ns if path.exists() else 0)


@cache
def _read(slug: str, language: str, changed: int) -> model.Page:
    return book.chapter(slug).page(language)
