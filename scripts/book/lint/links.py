"""Links within the book: relative, to the page in the same language, and to a place that is there.

That the file exists is rumdl's to say (MD057). A place is whatever has an id on a page: a heading, or an entry of
the pages that the site draws from data (glossary, errata, rules), which have a marker instead of a text.
"""

import posixpath
import re
from collections.abc import Iterator
from typing import Any

from book.lint import texts
from book.model import Book, Page, rules
from book.model.page import DRAWN
from lablint.formats import yaml
from lablint.formats.markdown import Link
from lablint.problem import Problem

CODE = re.compile(r"(`+)(.+?)\1|<!--.*?-->")
ELSEWHERE = re.compile(r"^[a-z]+:")
ID = re.compile(r"\{[^}]*#([\w-]+)[^}]*\}|\bid=\"([\w-]+)\"")


def check(book: Book, page: Page) -> Iterator[Problem]:
    """Yield links of another form or to no place, and pictures without a text."""
    for link in page.markdown.links:
        if found := wrong(book, page, link):
            yield Problem(page.path, link.line, *found)


def wrong(book: Book, page: Page, link: Link) -> tuple[str, str] | None:
    """Return (rule, message) of what is wrong with a link, None if nothing is."""
    path, _, anchor = link.target.partition("#")
    if link.image and not link.text.strip() and not DRAWN.fullmatch(link.target):
        return "image-alt", f"say between the brackets what {link.target} shows"
    if link.image or ELSEWHERE.match(link.target):
        return None
    there = posixpath.normpath(posixpath.join(posixpath.dirname(f"{page.language}/{page.slug}"), path))
    language, _, file = there.partition("/")
    if path.startswith("/") or not posixpath.splitext(path or "x.md")[1]:
        return "link-form", f"{path}: link to the file of a page, relative, such as ../docker/dockerfile.md"
    if path.endswith(".md") and language != page.language:
        return "link-form", f"{path} is no page in this language; link to the one in docs/{page.language}"
    target = texts.pages(book, page.language).get(file.removesuffix(".md")) if path else page
    if anchor and target and anchor not in ids(book, target):
        return "link-anchor", f"#{anchor} is not on {path or 'this page'}; name the id of a heading there"
    return None


def ids(book: Book, page: Page) -> set[str]:
    """Return the ids of a page, also of what is drawn where it has a marker."""
    found = {first or second for _, line in page.markdown.prose for first, second in ID.findall(CODE.sub("", line))}
    if "<!-- glossary -->" in page.text:
        found |= {str(entry.get("id")) for entry in data(book, "glossary.yaml", list) if isinstance(entry, dict)}
    if "<!-- errata -->" in page.text:
        found |= {str(name).lower() for name in data(book, "ledger.yaml", dict).get("errata") or ()}
    if "<!-- linter-rules -->" in page.text:
        found |= rules.names()
    return found


def data(book: Book, name: str, form: type[dict[str, Any]] | type[list[Any]]) -> Any:
    """Return the list or mapping that a YAML file of docs/ holds, an empty one if it is something else."""
    root = yaml.root(book.docs / name)
    value = yaml.data_or_none(root) if root else None
    return value if isinstance(value, form) else form()
