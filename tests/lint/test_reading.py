"""No file stops the linter, whatever its name, its size, its rights or what is in it."""

import os
import time
import tracemalloc

import pytest

from book.lint import kinds, texts
from book.lint.__main__ import lint
from book.model import Book
from lablint.formats import yaml

DEEP = {
    "flow": "[" * 100_000,
    "block": "a:\n" + "".join(" " * n + "a:\n" for n in range(1, 500)),
    "braces": "{" * 5000,
    "keys": '{"a":' * 50_000,
}
LAUGHS = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))


def rules(root, *paths):
    problems, _ = lint(Book(root), paths or [root])
    return [(problem.path.name, problem.rule) for problem in problems]


@pytest.mark.parametrize("name", ["compose.yaml", "deployment.yaml", ".github/workflows/a.yml"])
def test_a_few_lines_that_stand_for_billions_are_told_and_reach_no_tool(tmp_path, name):
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(LAUGHS)
    assert rules(tmp_path) == [(path.name, "yaml-bomb")]


def test_aliases_that_a_hand_would_write_are_no_bomb():
    text = "x: &x {a: 1, b: [1, 2, 3]}\n" + "".join(f"s{number}: *x\n" for number in range(2000))
    assert yaml.bomb(text) is None


@pytest.mark.parametrize("content", DEEP.values(), ids=DEEP)
def test_what_nests_too_deep_stops_nothing(tmp_path, monkeypatch, content):
    monkeypatch.setattr("book.lint.tool.SECONDS", 3)
    for name in ("a.yaml", "compose.yaml", "a.json", "a.toml", "a.md", "Dockerfile", "a.py", "a.sh"):
        (tmp_path / name).write_text(content + "\n")
    (tmp_path / "good.sh").write_text("#!/bin/sh\necho $1\n")
    assert ("good.sh", "SC2086") in rules(tmp_path)


def test_an_enormous_file_is_told_and_not_read(tmp_path):
    for name in ("notes.txt", "data.bin", "film.png"):
        with (tmp_path / name).open("wb") as file:
            file.truncate(100_000_000)
    tracemalloc.start()
    begin = time.monotonic()
    assert rules(tmp_path) == [("notes.txt", "too-large")]
    assert time.monotonic() - begin < 5
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


def test_links_in_a_circle_end(tmp_path):
    (tmp_path / "here").symlink_to(tmp_path)
    (tmp_path / "one").symlink_to(tmp_path / "two")
    (tmp_path / "two").symlink_to(tmp_path / "one")
    (tmp_path / "gone").symlink_to(tmp_path / "nothing")
    (tmp_path / "a.txt").write_text("text\n")
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    assert rules(tmp_path) == [("gone", "link-broken"), ("one", "link-broken"), ("two", "link-broken")]
    assert rules(tmp_path, texts.absolute(tmp_path / "one")) == [("one", "path-missing")]


def test_what_is_no_file_is_passed_over(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    assert rules(tmp_path) == []
    assert rules(tmp_path, tmp_path / "pipe.txt") == [("pipe.txt", "path-missing")]


def test_a_name_that_is_too_long_or_not_utf8_stops_nothing(tmp_path):
    assert [rule for _, rule in rules(tmp_path, tmp_path / ("a" * 5000))] == ["path-missing"]
    with open(os.fsencode(tmp_path) + b"/a\xff.yaml", "w") as file:
        file.write("a: [\n")
    assert [rule for _, rule in rules(tmp_path)] == ["file-name"]


def test_a_folder_that_cannot_be_opened_is_a_problem(tmp_path, monkeypatch):
    def refuse(folder, onerror):
        onerror(PermissionError(13, "Permission denied", str(folder / "closed")))
        return []

    monkeypatch.setattr("os.walk", refuse)
    assert rules(tmp_path) == [("closed", "unreadable")]


def test_a_folder_that_git_ignores_is_read_when_it_is_asked_for(tmp_path):
    os.system(f"git init -q {tmp_path}")
    (tmp_path / ".gitignore").write_text("handed-in/\n")
    (tmp_path / "handed-in").mkdir()
    (tmp_path / "handed-in" / "a.txt").write_text("blank \n")
    assert rules(tmp_path) == []
    assert rules(tmp_path, tmp_path / "handed-in") == [("a.txt", "trailing-space")]


@pytest.mark.parametrize("name", [p for _, patterns in kinds.NAMES for p in patterns])
def test_bytes_without_meaning_stop_no_checker(tmp_path, name):
    path = tmp_path / name.replace("*", "file")
    path.parent.mkdir(parents=True, exist_ok=True)
    for content in (bytes(range(1, 128)) * 3, b"<<\n" * 50, b"$ {{ [ ' \" ` \\\n" * 20, "ñ\u2028\u0085😀\n".encode()):
        path.write_bytes(content)
        lint(Book(tmp_path), [path])


def test_what_powershell_wrote_is_told_as_such(said):
    (told,) = said({"compose.yaml": "services: {}\n".encode("utf-16")})
    assert told == "compose.yaml:1 not-utf8 the file is UTF-16, as PowerShell writes it with >; save it as UTF-8"
