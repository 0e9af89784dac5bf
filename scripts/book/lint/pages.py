"""The shape of one page: its front matter, its headings, and how a chapter ends.

CONTRIBUTING.md, "A chapter", is the rule. What stands between the headings is checked in `blocks`
and `prose`, what two languages must have in common in `parity`.
"""

import re
from collections.abc import Iterator
from itertools import zip_longest

from book.lint import texts
from book.lint.likeness import near
from book.model import LANGUAGES, OPTIONAL, Book, Page, ending_of
from book.model.layout import is_chapter
from lablint.problem import Problem

KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
FREE_END = ("start", "appendix")  # parts whose chapters end as they need to
DESCRIBED_ONLY = ("start", "appendix")  # parts whose chapters have no minutes and objectives
READ = ("description", "minutes", "exercise", "needs", "objectives", "source")
THEME = ("hide", "search", "template")  # what the theme reads


def check(book: Book, page: Page) -> Iterator[Problem]:
    """Yield what is wrong with the shape of a page."""
    yield from front_matter(page, texts.pages(book, LANGUAGES[0]).keys() | planned(book))
    yield from headings(page)
    if is_chapter(page.slug) and page.slug.partition("/")[0] not in FREE_END:
        yield from ending(page)


def planned(book: Book) -> set[str]:
    """Return the slugs in the book's contents, none if they cannot be read: the build says why."""
    try:
        return set(book.nav)
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return set()


def front_matter(page: Page, slugs: set[str]) -> Iterator[Problem]:
    """Yield what is missing or wrong in the head of a page; `slugs` are the pages that `needs` may name."""
    try:
        data = page.front_matter
    except ValueError as error:
        yield Problem(page.path, getattr(error, "line", 0) + 1, "front-matter", f"it cannot be read: {error}")
        return
    wanted = {"description": (_is_text, "a sentence")}
    if is_chapter(page.slug) and page.slug.partition("/")[0] not in DESCRIBED_ONLY:
        wanted["minutes"] = (_is_count, "a whole number above 0")
        wanted["objectives"] = (_are_texts, "a list of sentences")
        wanted["needs"] = (_is_list, "a list of chapters, [] if there is none")
    if "exercise" in data:
        wanted["exercise"] = (_is_count, "the minutes of the exercise, or leave it out if there is none")
    for key, (fits, form) in wanted.items():
        if not fits(data.get(key)):
            message = f"`{key}:` {'is not right' if key in data else 'is missing'}; write {form}"
            yield Problem(page.path, page.markdown.line_of(key), "front-matter", message)
    for key in data.keys() - {*READ, *THEME}:
        message = f"`{key}:` is a field that nobody reads; known: {', '.join([*READ, *THEME])}{near(str(key), READ)}"
        yield Problem(page.path, page.markdown.line_of(key), "front-matter", message)
    for slug in data["needs"] if _is_list(data.get("needs")) else []:
        if str(slug) not in slugs or slug == page.slug:
            message = f"`needs:` names {slug}, which is no other page; name a slug such as docker/storage"
            yield Problem(page.path, page.markdown.line_of("needs"), "front-matter", message)
    if page.language == LANGUAGES[0] and "source" in data:
        message = "`source:` belongs to translations only; remove it"
        yield Problem(page.path, page.markdown.line_of("source"), "front-matter", message)


def headings(page: Page) -> Iterator[Problem]:
    """Yield headings without an id, ids that are not kebab-case or stand twice, and titles too many."""
    seen: dict[str, int] = {}
    for heading in page.headings:
        if heading.id is None or not KEBAB.fullmatch(heading.id):
            message = f"give it an English id: {'#' * heading.level} {heading.text} {{ #such-an-id }}"
            yield Problem(page.path, heading.line, "heading-id", message)
        elif heading.id in seen:
            message = f"#{heading.id} stands on line {seen[heading.id]} already; choose another"
            yield Problem(page.path, heading.line, "heading-id-twice", message)
        else:
            seen[heading.id] = heading.line
    if not page.headings or page.headings[0].level != 1:
        yield Problem(page.path, 1, "one-title", "the first heading is the title: write it with one #")
    for heading in [heading for heading in page.headings if heading.level == 1][1:]:
        yield Problem(page.path, heading.line, "one-title", "a second title; use ## for a section")


def ending(page: Page) -> Iterator[Problem]:
    """Yield the first of a chapter's last sections that is not the one with which every chapter ends."""
    sections = [heading for heading in page.headings if heading.level == 2]
    ids, titles = [heading.id for heading in sections], ending_of(page.slug)
    wanted = [name for name in titles if name in ids or name not in OPTIONAL]
    missing = [f"#{name}" for name in wanted if name not in ids]
    for heading in sections:
        title = titles.get(heading.id or "", {}).get(page.language)
        if title and heading.text != title:
            message = f"#{heading.id} has the same title in every chapter: {title}"
            yield Problem(page.path, heading.line, "ending-title", message)
    if missing:
        message = f"the last sections are #{', #'.join(wanted)}; missing: {', '.join(missing)}"
        yield Problem(page.path, 1, "chapter-ending", message)
        return
    for heading, name in zip_longest(sections[ids.index(wanted[0]) :], wanted):
        if heading and heading.id != name:
            comes = f"#{name} comes here" if name else "nothing follows #sources"
            yield Problem(page.path, heading.line, "chapter-ending", f"{comes}, not #{heading.id}")
            return


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _is_list(value: object) -> bool:
    return isinstance(value, list)


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(_is_text(item) for item in value)
