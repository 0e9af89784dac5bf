"""Where the book's files are and how they are called: nav and the pages agree, and a name is a slug.

A page that nav does not have is not built, an entry without a page stops the build, and what lies
beside the language folders reaches nobody. Slugs are addresses: lower-case English words with hyphens.
"""

import re
from collections.abc import Iterator

from book.lint.texts import Wanted
from book.model import LANGUAGES, SLUG, Book
from book.model.example import NOT_RUN
from lablint.formats import yaml
from lablint.formats.yaml import Node
from lablint.problem import Problem

TRANSCRIPT = re.compile(rf"\d\d(-[a-z0-9]+)+(\.({'|'.join(LANGUAGES)})\.console|\.console|\.page\.yaml)")
PAGES = " and ".join(f"docs/{language}" for language in LANGUAGES)


def check(book: Book, wanted: Wanted) -> Iterator[Problem]:
    """Yield what nav and the pages have apart, pages where nobody looks for them, and names that are no slugs."""
    yield from nav(book)
    yield from strays(book)
    yield from page_names(book)
    yield from example_names(book)


def nav(book: Book) -> Iterator[Problem]:
    """Yield entries of nav that lead to no page or stand twice, and Spanish pages that have no entry."""
    path, base = book.root / "mkdocs.yml", book.docs / LANGUAGES[0]
    lines: dict[str | None, int] = {}
    root = yaml.root(path)
    if root is None:
        return
    keys = root.value if isinstance(root, yaml.MappingNode) else ()
    entries = next((value for key, value in keys if key.value == "nav"), None)
    if not isinstance(entries, yaml.SequenceNode):
        yield Problem(path, 1, "nav-entry", "`nav:` is no list; write the pages in their order, as - docker/storage.md")
        return
    for name, line in leaves(entries):
        if not name or not name.endswith(".md"):
            yield Problem(path, line, "nav-entry", "this names no page; write its file, such as docker/storage.md")
        elif not (base / name).is_file():
            message = f"docs/{LANGUAGES[0]}/{name} does not exist; mend the name, write the page, or remove the entry"
            yield Problem(path, line, "nav-entry", message)
        elif name in lines:
            yield Problem(path, line, "nav-entry", f"{name} stands on line {lines[name]} already; keep one")
        lines.setdefault(name, line)
    for page in book.pages(LANGUAGES[0]):
        if f"{page.slug}.md" not in lines:
            message = f"it is not in the book's contents; add {page.slug}.md to `nav` in mkdocs.yml"
            yield Problem(page.path, 1, "page-not-in-nav", message)


def leaves(node: Node) -> Iterator[tuple[str | None, int]]:
    """Yield (file or None, line) of each entry of nav that holds no others."""
    for entry in node.value:
        value = entry.value[0][1] if isinstance(entry, yaml.MappingNode) and entry.value else entry
        if isinstance(value, yaml.SequenceNode):
            yield from leaves(value)
        else:
            yield value.value if isinstance(value, yaml.ScalarNode) else None, value.start_mark.line + 1


def strays(book: Book) -> Iterator[Problem]:
    """Yield Markdown that is neither a page in a language nor part of an example nor a README."""
    for path in sorted(book.docs.rglob("*.md")):
        if path.relative_to(book.docs).parts[0] not in (*LANGUAGES, "examples") and path.name != "README.md":
            message = (
                f"no reader finds this; pages stand in {PAGES}, in a folder for each part: move it, or out of docs"
            )
            yield Problem(path, 1, "page-place", message)


def page_names(book: Book) -> Iterator[Problem]:
    """Yield pages whose slug is none."""
    for language in LANGUAGES:
        for page in book.pages(language):
            if not SLUG.fullmatch(page.slug):
                message = f"{page.slug} is no slug; write lower-case English words with hyphens, as docker/first-steps"
                yield Problem(page.path, 1, "name-form", message)


def example_names(book: Book) -> Iterator[Problem]:
    """Yield examples whose folder is no slug, on their first file, and transcripts that are not NN-name.console."""
    examples = book.docs / "examples"
    for example in book.examples:
        slug, transcripts = example.folder.relative_to(examples).as_posix(), example.transcripts
        if not SLUG.fullmatch(slug):
            message = f"{slug} is no slug; write lower-case English words with hyphens, as docker/storage/keep-data"
            yield Problem([*transcripts, example.folder / NOT_RUN][0], 1, "name-form", message)
        for path in [*transcripts, *(picture.path for picture in example.pictures)]:
            if not TRANSCRIPT.fullmatch(path.name):
                message = "call it NN-name.console or NN-name.page.yaml, in the order in which they run"
                yield Problem(path, 1, "name-form", message)
