"""What a chapter is made of, as far as a machine can see it: short blocks, few words, figures, predictions, questions.

CONTRIBUTING.md, "A chapter", gives the reasons. The main line is what a reader cannot skip: all that stands outside
folded boxes, code, footnotes and the head. What both languages have alike is told on the page of the source only.
"""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

from book.lint import pages, texts
from book.lint.prose import plain
from book.model import LANGUAGES, Book, Page
from book.model.layout import LABS, is_chapter
from lablint.formats import files, transcript, yaml
from lablint.formats.markdown import Box, Fence
from lablint.problem import Problem

COMMANDS, COLUMNS, WORDS, TABLES, NEW_WORDS = 4, 79, 2000, 3, 10  # at most: a block, a line, a chapter
PREDICTIONS, QUESTIONS, HINTS, COMMANDS_A_FIGURE = 2, 5, 2, 20  # at least
SECONDS, WORDS_A_MINUTE, LONG, OFF = 35, 150, 35, 0.2  # a command; of reading; minutes without a pause; minutes

BOX = re.compile(r"^(?P<indent>\s*)(?P<mark>!!!|\?\?\?\+?) +(?P<kind>[\w-]+)")
NO_SENTENCE = re.compile(r"^\s*(#{1,6} |<!--|$)")
SHOWN = re.compile(r"`+.+?`+|\w")


def check(book: Book, wanted: Callable[[Path], bool]) -> Iterator[Problem]:
    """Yield what in a chapter, or in the transcripts that it shows, has not the form of all chapters."""
    brought = new_words(book)
    for language in LANGUAGES:
        for page in texts.pages(book, language).values():
            if page.markdown.endless:
                continue
            if language == LANGUAGES[0]:
                yield from _blocks(book, page, wanted)
            whole = is_chapter(page.slug) and page.slug.partition("/")[0] not in pages.FREE_END
            if whole and wanted(page.path):
                yield from _words(page)
                if language == LANGUAGES[0]:
                    yield from _structure(book, page, brought.get(page.slug, []))


def _blocks(book: Book, page: Page, wanted: Callable[[Path], bool]) -> Iterator[Problem]:
    """Yield blocks of too many commands and commands that are too wide, each where it is written."""
    names = dict.fromkeys(name for name, _ in page.includes if name.endswith(".console"))
    for path in [book.docs / "examples" / name for name in names]:
        if wanted(path):
            yield from _block(path, 0, files.text(path) or "")
    for fence in page.fences:
        if fence.language == "console" and not fence.includes:
            yield from _block(page.path, fence.line, fence.text)


def _block(path: Path, before: int, text: str) -> Iterator[Problem]:
    begins = commands(text)
    if len(begins) > COMMANDS:
        message = f"{len(begins)} commands in one block; split it, a block shows one idea in at most {COMMANDS}"
        yield Problem(path, before + begins[COMMANDS], "block-too-long", message)
    for number, line in enumerate(transcript.lines(text), 1):
        columns = len(line.prompt + line.text)
        if line.prompt and columns > COLUMNS:
            message = f"{columns} columns; break it with \\ before column {COLUMNS + 1}, and go on behind > "
            yield Problem(path, before + number, "command-too-wide", message)


def commands(text: str) -> list[int]:
    """Return the lines of a transcript where a command begins, in a session too."""
    found = enumerate(transcript.lines(text), 1)
    return [number for number, line in found if line.prompt not in ("", transcript.CONTINUATION)]


def _shown(book: Book, fence: Fence) -> list[str]:
    """Return the texts of the transcripts that a block shows."""
    named = [files.text(book.docs / "examples" / name) or "" for name, _ in fence.includes]
    return named or [fence.text]


def _structure(book: Book, page: Page, brought: list[str]) -> Iterator[Problem]:
    inside = page.markdown.folded
    shown = [(fence, text) for fence in page.fences if fence.language == "console" for text in _shown(book, fence)]
    typed = sum(len(commands(text)) for fence, text in shown if fence.line not in inside)
    outputs = any(not line.prompt for _, text in shown for line in transcript.lines(text))
    found = page.markdown.boxes
    yield from _listings(page)
    yield from _tables(page, inside)
    yield from _questions(page, found)
    yield from _hints(page, found)
    yield from _minutes(page, typed, found)
    if len(page.figures) < (needed := typed // COMMANDS_A_FIGURE):
        message = f"{typed} commands and {_count(len(page.figures), 'figure')}; draw {needed} at least"
        yield Problem(page.path, 1, "too-few-figures", message)
    predictions = [box for box in found if box.kind == "predict"]
    if outputs and page.slug.partition("/")[0] != LABS and len(predictions) < PREDICTIONS:
        message = (
            f'{_count(len(predictions), "prediction")}; ask {PREDICTIONS} at least: ??? predict "…" before an output'
        )
        yield Problem(page.path, 1, "too-few-predictions", message)
    if len(brought) > NEW_WORDS:
        message = (
            f"the glossary places {len(brought)} words here, at most {NEW_WORDS} can be learned: {', '.join(brought)}"
        )
        yield Problem(page.path, 1, "too-many-new-words", message)


def _words(page: Page) -> Iterator[Problem]:
    if (words := main_words(page)) > WORDS:
        message = (
            f"{words} words on the main line, at most {WORDS}; fold what only some need into ??? deeper, or cut it"
        )
        yield Problem(page.path, 1, "chapter-too-long", message)


def _listings(page: Page) -> Iterator[Problem]:
    lines = page.text.splitlines()
    for one, other in pairwise(page.fences):
        between = lines[one.lines.stop - 1 : other.line - 1]
        if all(map(NO_SENTENCE.match, between)):
            message = "a listing follows another one; say between them in a sentence what comes, or show a figure"
            yield Problem(page.path, other.line, "listings-in-a-row", message)


def _tables(page: Page, inside: set[int]) -> Iterator[Problem]:
    end = next((heading.line for heading in page.headings if heading.id == "pitfalls"), len(page.text))
    heads = [table.line for table in page.markdown.tables if table.line not in inside and table.line < end]
    for line in heads[TABLES:]:
        message = f"table {heads.index(line) + 1} before #pitfalls, at most {TABLES}; tell it in sentences, or fold it"
        yield Problem(page.path, line, "too-many-tables", message)


def _questions(page: Page, found: list[Box]) -> Iterator[Problem]:
    begin = next((heading.line for heading in page.headings if heading.id == "check"), None)
    questions = sum(box.kind == "question" for box in found)
    if begin and questions < QUESTIONS:
        message = f'{_count(questions, "question")}; ask {QUESTIONS} at least: ??? question "…", the answer inside'
        yield Problem(page.path, begin, "too-few-questions", message)


def _hints(page: Page, found: list[Box]) -> Iterator[Problem]:
    hints = 0
    for box in found:
        hints += box.kind == "hint"
        if box.kind == "solution":
            if hints < HINTS:
                message = f'{_count(hints, "hint")} before this solution; give {HINTS} at least, each in a ??? hint "…"'
                yield Problem(page.path, box.line, "too-few-hints", message)
            hints = 0


def _minutes(page: Page, typed: int, found: list[Box]) -> Iterator[Problem]:
    try:
        head = page.front_matter
    except ValueError:
        return  # said by `pages`
    minutes, exercise = head.get("minutes"), head.get("exercise", 0)
    if not isinstance(minutes, int) or not isinstance(exercise, int):
        return  # said by `pages`
    line = page.markdown.line_of("minutes")
    if not exercise and any(box.kind == "solution" for box in found):
        message = "there is an exercise; say in `exercise:` how many minutes it takes"
        yield Problem(page.path, line, "minutes-far-off", message)
        return
    words = main_words(page)
    needed = typed * SECONDS / 60 + words / WORDS_A_MINUTE + exercise
    rounded = max(5, 5 * round(needed / 5))
    if abs(minutes - rounded) > OFF * rounded:
        message = (
            f"{typed} commands, {words} words and {exercise} minutes of exercise take {rounded} minutes; "
            f"write `minutes: {rounded}`, or make it shorter"
        )
        yield Problem(page.path, line, "minutes-far-off", message)
    if minutes > LONG and not any(box.kind == "pause" for box in found):
        message = f'{minutes} minutes without a place to stop; write a box !!! pause "…" after about 30'
        yield Problem(page.path, line, "no-pause", message)


def main_words(page: Page) -> int:
    """Return the number of words on the main line of a page."""
    words = 0
    for number, line in page.markdown.prose:
        if number not in page.markdown.folded and number not in page.markdown.notes:
            words += sum(bool(SHOWN.search(word)) for word in BOX.sub("", plain(line)).split())
    return words


def new_words(book: Book) -> dict[str, list[str]]:
    """Return {slug: the terms that the glossary places there}, in the language of the source."""
    root = yaml.root(book.docs / "glossary.yaml")
    entries = yaml.data_or_none(root) if root else None
    found: dict[str, list[str]] = {}
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, dict) and isinstance(entry.get("term"), dict) and isinstance(entry.get("at"), str):
            found.setdefault(entry["at"].partition("#")[0], []).append(str(entry["term"].get(LANGUAGES[0])))
    return found


def _count(number: int, what: str) -> str:
    return f"{number or 'no'} {what}{'s' * (number != 1)}"
