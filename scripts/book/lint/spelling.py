"""Spelling: of the pages, and of whatever else a reader reads (figures, glossary, errata, rules, reasons).

Outside the pages a text is what stands in YAML below `es:` and `en:`. There, and in a page's description, commands
are not marked as code, so that a Spanish text may hold English. The allow-lists are checked too: they are
sorted, and hold nothing that the dictionaries know or that the book does not use.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from book.lint import dictionary, texts
from book.lint.prose import plain
from book.lint.texts import Wanted
from book.model import LANGUAGES, Book, Page
from book.model.example import NOT_RUN
from lablint.formats import yaml
from lablint.formats.yaml import Node
from lablint.problem import Problem

DATA = ["docs/glossary.yaml", "docs/ledger.yaml", "docs/figures/**/*.yaml", "scripts/book/lint/rules/*.yaml"]
READ_HEAD = re.compile(r"^(description:|\s*- )(.*)")
BOX = re.compile(r"^\s*(?:!!!|\?\?\?\+?|===)\s*[\w-]*")


def check(book: Book, page: Page) -> Iterator[Problem]:
    """Yield the words of a page that its language does not know."""
    for line, text, english in page_lines(page):
        yield from misspelt(book, page.path, page.language, line, text, english)


def check_data(book: Book, wanted: Wanted) -> Iterator[Problem]:
    """Yield the unknown words of the data that pages are drawn from."""
    for path in data_files(book):
        if wanted(path):
            for language, line, text in data_lines(path) or ():
                yield from misspelt(book, path, language, line, plain(text), english=True)


def misspelt(book: Book, path: Path, language: str, line: int, text: str, english: bool = False) -> Iterator[Problem]:
    for word, foreign in dictionary.split(text):
        for part in dictionary.unknown(book, word, language, english or foreign):
            message = (
                f"“{part}” is in no dictionary; mend it, put it in code, or add it to {dictionary.LISTS}/{language}.txt"
            )
            yield Problem(path, line, "spelling", message)


def check_lists(book: Book, wanted: Wanted) -> Iterator[Problem]:
    """Yield what in the allow-lists is out of order or serves nothing."""
    for name in ("common", *LANGUAGES):
        path = book.root / dictionary.LISTS / f"{name}.txt"
        if not (path.is_file() and wanted(path)):
            continue
        before = ""
        for line, word in enumerate(dictionary.listed(book, name), 1):
            if reason := useless(book, name, word):
                yield Problem(path, line, "word-list", f"{word}: {reason}; remove it")
            if before and order(word) <= order(before):
                message = f"{word} comes before {before}, once; put it in its place"
                yield Problem(path, line, "word-list", message)
            before = word


def useless(book: Book, name: str, word: str) -> str:
    """Return why a word of a list serves nothing, an empty text if it does."""
    languages = [language for language in LANGUAGES if name in dictionary.LISTED[language]]
    if name != "common" and word in dictionary.listed(book, "common"):
        return "it stands in common.txt"
    if all(dictionary.in_dictionary(word, language) for language in languages):
        return "the dictionary knows it"
    if word != word.lower() and word.lower() in dictionary.listed(book, name):
        return f"{word.lower()} stands here too"
    if all_read(book) and not any(word in used(book, language) for language in languages):
        return "no text of the book has it"
    return ""


def order(word: str) -> tuple[str, str]:
    return word.casefold(), word


@cache
def used(book: Book, language: str) -> set[str]:
    """Return the words of all texts in a language, and what their hyphens join, as written and in small letters."""
    lines = [text for page in texts.pages(book, language).values() for _, text, _ in page_lines(page)]
    for path in data_files(book):
        lines += [plain(text) for each, _, text in data_lines(path) or () if each == language]
    found = {part for text in lines for word, _ in dictionary.split(text) for part in (word, *word.split("-"))}
    return found | {word.lower() for word in found}


@cache
def all_read(book: Book) -> bool:
    """Tell whether every text of the book can be read: what no text has is known only then."""
    for language in LANGUAGES:
        readable = texts.pages(book, language)
        if any(page.slug not in readable or page.markdown.endless for page in book.pages(language)):
            return False
    return all(data_lines(path) is not None for path in data_files(book))


def page_lines(page: Page) -> Iterator[tuple[int, str, bool]]:
    """Yield (line, text without markup, whether it is of the head or a footnote) of what is read of a page."""
    head = page.text.startswith("---\n")
    for number, line in enumerate(page.text.split("\n"), 1):
        inside = head and number > 1
        if inside:
            head = line != "---"
            match = READ_HEAD.match(line)
            line = match[2] if match else ""
        if number not in page.markdown.code and line not in ("", "---"):
            yield number, BOX.sub("", plain(line)), inside or number in page.markdown.notes


def data_files(book: Book) -> list[Path]:
    """Return the files whose texts in both languages are shown to readers."""
    found = {path for pattern in DATA for path in book.root.glob(pattern)}
    return sorted(found | set((book.docs / "examples").rglob(NOT_RUN)))


@cache
def data_lines(path: Path) -> list[tuple[str, int, str]] | None:
    """Return (language, line, text) of what stands below `es` and `en`, in YAML or as lines `es: text`.

    None is returned for YAML that cannot be read.
    """
    if path.suffix == ".md":
        lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
        return [
            (line[:2], n, line[4:]) for n, line in enumerate(lines, 1) if line[:2] in LANGUAGES and line[2:4] == ": "
        ]
    root = yaml.root(path)
    return None if root is None else list(_of_node(root, None))


def _of_node(node: Node, language: str | None) -> Iterator[tuple[str, int, str]]:
    if isinstance(node, yaml.ScalarNode):
        begin = node.start_mark.line + (2 if node.style in ("|", ">") else 1)
        if language:
            yield from ((language, begin + offset, text) for offset, text in enumerate(node.value.split("\n")))
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _of_node(item, language)
    else:
        for key, value in node.value:
            if key.value == "said":  # the notes' own words
                continue
            yield from _of_node(value, key.value if key.value in LANGUAGES else language)
