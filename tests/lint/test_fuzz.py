"""Broken files: whatever somebody hands in, the linter ends, and names a line that the file has.

The files are the examples of the rules, those of the book and a page, each damaged in some places; the damage is drawn
by lot from a fixed seed, so that a failure can be looked at. `FUZZ=1000` makes that many of each kind.
"""

import os
import random

import pytest

from book.lint.__main__ import lint
from book.model import ROOT, Book, rules

COUNT = int(os.environ.get("FUZZ", 150))
PIECES = ["{", "}", "[", "- ", ": ", "\t", "\0", "é", "\ufeff", "\r", "#", '"', "'", "\\", "`" * 3, "---\n", "...\n",
          "<<EOF\n", "$(", "${", "&a *a", "!!set ", "|\n", "!!! ", "--8<-- ", "[^x]: ", "*" * 50, "\u2028"]  # fmt: skip
VALUES = [
    "null",
    "[]",
    "{}",
    "-1",
    "1e999",
    "0x",
    "yes",
    "[[[]]]",
    "{a: {b: c}}",
    "''",
    "2026-13-45",
    "a\n  b",
    "9" * 400,
]


def damaged(text, lot):
    """Return a text with one to three places of it changed."""
    for _ in range(lot.randint(1, 3)):
        text = changed(text, lot)
    return text


def changed(text, lot):
    """Return a text with one place of it changed."""
    lines, place = text.split("\n"), lot.randrange(len(text) + 1)
    at = lot.randrange(len(lines))
    before, line, after = lines[:at], lines[at], lines[at + 1 :]
    key, colon, _ = line.partition(": ")
    ways = [
        [*before, *after],
        [*before, line, line, *after],
        [*before, lot.choice(lines), *after],
        [*before, "  " + line, *after],
        [*before, line.lstrip(), *after],
        [*before, key + colon + lot.choice(VALUES), *after],
        [*before, key + ":", *after],
        [text[:place]],
        [text[:place] + lot.choice(PIECES) + text[place:]],
        [text[:place] + text[place + lot.randint(1, 20) :]],
    ]
    return "\n".join(lot.choice(ways))


def check(root):
    """Lint all that lies below a folder; every problem names a line that there is."""
    problems, _ = lint(Book(root), [root])
    for problem in problems:
        text = problem.path.read_text(encoding="utf-8") if problem.path.is_file() else ""
        assert 1 <= problem.line <= len(text.splitlines()) + 1, problem.shown(root)
        assert problem.message.strip(), problem.shown(root)


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")


def folders():
    """Return the examples of the rules and those of the book, as {file: text} each."""
    found = [example for rule in rules.table().values() if "bad" in rule for example in (rule["bad"], rule["good"])]
    for folder in (example.folder for example in Book().examples):
        files = [path for path in folder.rglob("*") if path.is_file() and path.suffix not in (".json", ".png")]
        found.append({path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in files})
    return [{name: text for name, text in example.items() if text} for example in found]


def test_no_damaged_folder_stops_the_linter(tmp_path):
    lot, examples = random.Random(1), folders()
    for number in range(COUNT):
        example = lot.choice([example for example in examples if example])
        broken = lot.choice(list(example))
        for name, text in example.items():
            write(tmp_path / str(number) / name, damaged(text, lot) if name == broken else text)
    check(tmp_path)


@pytest.mark.parametrize("language", ["es", "en"])
def test_no_damaged_page_stops_the_linter(tmp_path, small, language):
    lot = random.Random(2)
    for name, text in small.items():
        write(tmp_path / name, text)
    for number in range(COUNT):
        for each in ("es", "en"):
            text = small[f"docs/{each}/docker/storage.md"]
            write(tmp_path / f"docs/{each}/docker/p{number}.md", damaged(text, lot) if each == language else text)
    check(tmp_path)


def test_no_damaged_figure_stops_the_linter(tmp_path):
    lot, specs = random.Random(3), sorted((ROOT / "docs/figures").rglob("*.yaml"))
    write(tmp_path / "mkdocs.yml", "nav: []\n")
    for number in range(COUNT):
        text = lot.choice(specs).read_text(encoding="utf-8")
        write(tmp_path / f"docs/figures/docker/f{number}.yaml", damaged(text, lot))
    check(tmp_path)


@pytest.mark.parametrize("name", ["docs/glossary.yaml", "docs/ledger.yaml", "mkdocs.yml"])
def test_no_damaged_data_stop_the_linter(tmp_path, small, name):
    lot, text = random.Random(4), "\n".join((ROOT / name).read_text(encoding="utf-8").split("\n")[:60])
    for number in range(5):
        for file, content in (small | {name: damaged(text, lot)}).items():
            write(tmp_path / str(number) / file, content)
        check(tmp_path / str(number))
