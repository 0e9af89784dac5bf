"""What `scripts/lint` promises: which files it reads, what it says of them, how it ends."""

import os
import re
import subprocess

import pytest

from book.lint import kinds, registry, tool
from book.lint.__main__ import lint, main
from book.model import ROOT, Book
from lablint.problem import CouldNotRun, Problem

PAGE = "docs/es/docker/storage.md"
EXAMPLE = "docs/examples/docker/storage/keep"
WAIVER = "- file: Dockerfile\n  rule: {}\n  why: the lesson is the shell form\n"


def command(*arguments, cwd=ROOT):
    return subprocess.run([ROOT / "scripts" / "lint", *arguments], cwd=cwd, capture_output=True, text=True)


def test_the_book_has_no_problems():
    problems, _ = lint(Book(), [ROOT])
    assert not problems, "\n" + "\n".join(problem.shown(ROOT) for problem in problems)


def test_any_file_outside_the_project_is_checked(tmp_path):
    (tmp_path / "Dockerfile").write_text("FROM python\n")
    done = command("Dockerfile", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout.startswith("Dockerfile:1: DL3006 ")
    assert done.stderr.startswith("1 file, 1 problem, ")


def test_good_files_end_with_0_and_say_nothing(tmp_path):
    (tmp_path / "Dockerfile").write_text('FROM python:3.14\nCMD ["python"]\n')
    done = command("Dockerfile", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")


def test_a_path_that_is_not_there_is_a_problem(tmp_path):
    done = command("nothing", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "nothing:1: path-missing there is no such file or folder\n")


def test_a_file_that_cannot_be_opened_is_a_problem(problems, monkeypatch):
    def fail(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("book.lint.reading.beginning", fail)
    assert f"{PAGE}:1 unreadable" in problems()


def test_a_tool_that_is_not_there_ends_the_run():
    with pytest.raises(CouldNotRun, match="nothing-of-this-name is not installed"):
        tool.run(["nothing-of-this-name"], [])


def test_a_tool_that_fails_ends_the_run():
    with pytest.raises(CouldNotRun, match="sh ended with 3"):
        tool.run(["sh", "-c", "exit 3"], [])


@pytest.mark.parametrize("name", [*(p.strip("*") or p for _, patterns in kinds.NAMES for p in patterns)])
@pytest.mark.parametrize(
    "content", [b"", b"\0\xff\n", b"\xff\xfe\n", b"\n"], ids=["empty", "binary", "utf-16", "blank"]
)
def test_no_content_stops_the_linter(tmp_path, name, content):
    path = tmp_path / f"file{name}" if name.startswith(".") and "/" not in name else tmp_path / name.replace("*", "a")
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    problems, count = lint(Book(tmp_path), [tmp_path])
    assert count == 1
    assert all(problem.path == path for problem in problems)


def test_a_file_that_is_not_text_stops_no_check(problems, small):
    for name in (*small, f"{EXAMPLE}/run.json", f"{EXAMPLE}/waivers.yaml"):
        assert f"{name}:1 not-utf8" in problems({name: b"\xff\xfe\n"})


@pytest.mark.parametrize("value", ["5", "{a: [}", "[{a: b}]", "2026-13-45", "!!python/object:a.b {}", "&a [*a]"])
def test_no_value_stops_the_linter(problems, small, value):
    for name, text in small.items():
        for old in re.findall(r": (\[.*?\]|\{.*?\}|20)", text):
            assert "check-failed" not in " ".join(problems({name: text.replace(old, value)}))


def test_the_lines_of_code_on_a_page_are_those_of_the_page(problems, small):
    twice = small[PAGE].replace("  data: {}\n", "  data: {}\n  data: {}\n")
    assert f"{PAGE}:43 yaml-key-duplicates" in problems({PAGE: twice})


def test_a_few_lines_on_a_page_need_not_be_a_whole_file(problems, small):
    for fence in ("```dockerfile\nUSER 1000\n```", '```sh\nrm "$file"\n```', "```python\nprint(volume)\n```"):
        found = problems({PAGE: small[PAGE].replace("Crea uno.", f"Crea uno.\n\n{fence}")})
        assert [problem for problem in found if problem.startswith(f"{PAGE}:5")] == []


BROKEN = {
    "yaml": ("a: b: c", "yaml-syntax"),
    "yml": ("services:\n  web:\n    imagen: nginx:1.29", "compose-spec"),
    "yaml ": ("on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    stepps: []", "github-workflows"),
    "yaml title": ("apiVersion: v1\nkind: Service\nspecs: {}", "kubernetes-field"),
    "dockerfile": ("FROM", "dockerfile-form"),
    "Dockerfile": ("FROM debian:13\nWORKDIR app", "DL3000"),
    "sh": ("if true; then", "SC1073"),
    "python": ("def f(:", "invalid-syntax"),
    "json": ('{"a": 1,}', "json-syntax"),
    "toml": ("a = ", "toml-syntax"),
}


@pytest.mark.parametrize(("fence", "code", "rule"), [(fence, *told) for fence, told in BROKEN.items()])
def test_the_code_in_a_student_s_notes_is_checked_by_the_rules_of_its_kind(places, fence, code, rule):
    found = places({"README.md": f"# Shop\n\n```{fence}\n{code}\n```\n"})
    assert [line for line in found if line.endswith(f" {rule}")]


SHOWN_ONLY = [
    "```yaml\nservices:\n  web: {...}\n    …\n```",
    "```sh\n$ docker compose up\nif this fails\n```",
    "```sh\ndocker run <image>\n```",
    '```json\n"name": "shop",\n```',
    '```json\n// the name\n"name": "shop",\n```',
    "```yaml\n    image: nginx\n  db: {}\n```",
    "```yaml\nimage: {{ .Values.image }}\n```",
    "```sh\ncd shop\nrm $file\n```",
    "```\na: b: c\n```",
]


@pytest.mark.parametrize("fence", SHOWN_ONLY)
def test_code_that_only_shows_a_part_or_a_session_is_no_program(places, fence):
    assert places({"README.md": f"# Shop\n\n{fence}\n"}) == []


def test_notes_have_the_form_of_a_site_only_where_mkdocs_builds_one(places):
    notes = "# Shop\n\n- one\n  - two\n\n1. three\n\n   four\n"
    assert places({"README.md": notes}) == []
    assert [line for line in places({"mkdocs.yml": "nav: []\n", "docs/README.md": notes}) if " MD0" in line]


def test_only_what_is_asked_for_is_told(problems):
    changes = {f"{EXAMPLE}/data.txt": "data \n", "other.txt": "other \n"}
    assert problems(changes, asked=["other.txt"]) == ["other.txt:1 trailing-space"]


def test_a_waiver_takes_a_problem_away(problems):
    dockerfile = "FROM busybox:1.37\nUSER 1000\nCMD ls\n"
    assert f"{EXAMPLE}/Dockerfile:3 DL3025" in problems({f"{EXAMPLE}/Dockerfile": dockerfile})
    found = problems({f"{EXAMPLE}/waivers.yaml": WAIVER.format("DL3025"), f"{EXAMPLE}/Dockerfile": dockerfile})
    assert not [problem for problem in found if "DL3025" in problem or "waiver" in problem]


def test_the_files_of_a_work_tree_are_those_that_git_would_add(tmp_path):
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    (tmp_path / ".gitignore").write_text("*.txt\n")
    (tmp_path / "ignored.txt").write_text("blank \n")
    (tmp_path / "new.sql").write_text("blank \n")
    found, _ = lint(Book(tmp_path), [tmp_path])
    assert [(problem.path.name, problem.rule) for problem in found] == [("new.sql", "trailing-space")]


def test_without_git_the_folders_that_gitignore_names_are_passed_over(tmp_path):
    (tmp_path / ".gitignore").write_text("/site/\n")
    for folder in ("site", "node_modules", "mine"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.sql").write_text("blank \n")
    found, _ = lint(Book(tmp_path), [tmp_path])
    assert [problem.path.parent.name for problem in found] == ["mine"]


def test_every_kind_of_file_has_a_checker_or_is_plain():
    claimed = {kind for kind, _ in kinds.NAMES} | set(kinds.LANGUAGES.values())
    assert claimed - set(registry.CHECKERS) == {"plain", "picture"}


def test_comments_stand_in_the_json_of_an_editor_and_in_no_other(places):
    text = '{\n  // a comment\n  "a": 1,\n}\n'
    files = {".vscode/settings.json": text, "tsconfig.json": text, "app/settings.json": text}
    assert places(files) == ["app/settings.json:2 json-syntax"]


def test_a_script_without_a_suffix_is_known_by_its_first_line(tmp_path):
    assert kinds.of_file(tmp_path / "run", "#!/bin/sh") == "shell"
    assert kinds.of_file(tmp_path / "run", "#!/usr/bin/env python3") == "python"
    assert kinds.of_file(tmp_path / "run", "text") is None


def test_a_problem_is_one_line_with_the_path_from_here(tmp_path):
    problem = Problem(tmp_path / "a" / "b.md", 3, "rule", "two\nlines")
    assert problem.shown(tmp_path) == f"a{os.sep}b.md:3: rule two lines"
    assert Problem(tmp_path / "a\nñ.md", 1, "rule", "text").shown(tmp_path) == "a\\nñ.md:1: rule text"
    assert Problem(tmp_path, 1, "rule", "red \x1b[31m\0").words == r"red \x1b[31m\x00"
    assert problem.shown(tmp_path / "elsewhere") == f"{tmp_path}/a/b.md:3: rule two lines"


def test_a_tool_that_is_missing_ends_with_2(monkeypatch, capsys, tmp_path):
    (tmp_path / "Dockerfile").write_text("FROM python:3.14\n")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("sys.argv", ["lint", str(tmp_path / "Dockerfile")])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert capsys.readouterr().err == "scripts/lint: hadolint is not installed; run scripts/setup check\n"
