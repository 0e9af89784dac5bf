"""Who checks what: for each kind of file its checkers, and the checks of the book as a whole.

This is the one place where rooms meet: the drawing of figures and the record of a run belong to
`figures` and `run`, which know themselves what is wrong; here they are asked.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from book.figures.check import check as check_figure
from book.lint import (
    anatomy,
    blocks,
    contents,
    coverage,
    data_files,
    devcontainer,
    footnotes,
    glossary,
    helm,
    images,
    kubernetes,
    ledger,
    links,
    markdown,
    not_run,
    pages,
    parity,
    pictures,
    prose,
    python,
    schemas,
    shell,
    spelling,
    terms,
    workflows,
    yaml_files,
    zizmor,
)
from book.lint.compose import check as compose
from book.lint.dockerfile import copying, hadolint, ignore, run, stages
from book.lint.texts import Source, Wanted
from book.model import Book, Page
from book.model.example import RECORD
from book.model.record import check_record
from lablint.formats.transcript import TranscriptError, parse
from lablint.problem import Problem

Check = Callable[[list[Source]], Iterable[Problem]]


def check_transcripts(sources: Iterable[Source]) -> Iterator[Problem]:
    """Yield the first line of each transcript that `run` could not read."""
    for source in sources:
        try:
            parse(source.text)
        except TranscriptError as error:
            yield source.problem(error.line, "transcript-syntax", error.message)


def check_figures(book: Book, wanted: Wanted) -> Iterator[Problem]:
    """Yield what is wrong with the drawings."""
    for path in filter(wanted, book.figures.values()):
        try:
            yield from check_figure(path)
        except UnicodeDecodeError:
            continue  # said by `reading`


def check_records(book: Book, wanted: Wanted) -> Iterator[Problem]:
    """Yield what in the examples is not what ran."""
    for example in book.examples:
        if any(map(wanted, example.folder.iterdir())) or wanted(example.folder / RECORD):
            for found in check_record(example):
                yield replace(found, message=found.message.replace(f"{book.root}/", ""))


# Each gets all sources of its kind at once and yields problems: a tool starts one process for them.
CHECKERS: dict[str, list[Check]] = {
    "dockerfile": [hadolint.check, run.check, stages.check, copying.check],
    "dockerignore": [ignore.check],
    "shell": [shell.check, shell.check_format],
    "python": [python.check, python.check_format],
    "yaml": [yaml_files.check, schemas.check, workflows.check, zizmor.check, compose.check],
    "helm": [],  # templates: with their chart, below
    "json": [data_files.check_json],
    "jsonc": [data_files.check_jsonc],
    "devcontainer": [devcontainer.check],
    "toml": [data_files.check_toml],
    "markdown": [markdown.check],
    "transcript": [check_transcripts],
}

# Each gets the sources of all kinds at once, and looks at those of a lab together.
LAB_CHECKS: list[Check] = [kubernetes.check, helm.check]

# Each gets the book and a page of it that was asked for.
PAGE_CHECKS: list[Callable[[Book, Page], Iterable[Problem]]] = [
    pages.check,
    blocks.check,
    prose.check,
    spelling.check,
    terms.check,
    links.check,
    footnotes.check,
    parity.check,
]

# Each gets the book and a function that tells whether a path was asked for; what it finds elsewhere is left out.
BOOK_CHECKS: list[Callable[[Book, Wanted], Iterable[Problem]]] = [
    contents.check,
    anatomy.check,
    coverage.check,
    not_run.check,
    pictures.check,
    ledger.check,
    glossary.check,
    images.check,
    spelling.check_data,
    spelling.check_lists,
    check_figures,
    check_records,
]
