"""What programs and forges get from `scripts/lint`, what `--explain` says, and how it ends."""

import json
import subprocess

import pytest

from book.lint import __main__ as command
from book.lint import explain, output
from book.model import ROOT, rules
from lablint.problem import CouldNotRun, Problem


@pytest.fixture
def problems(tmp_path):
    return [
        Problem(tmp_path / "a, b" / "Dockerfile", 3, "DL3025", "100 % of\nthe lines: wrong"),
        Problem(tmp_path / "compose.yaml", 1, "compose-obsolete", "remove version"),
    ]


def run(*arguments, cwd=ROOT, **more):
    return subprocess.run([ROOT / "scripts" / "lint", *arguments], cwd=cwd, capture_output=True, text=True, **more)


def test_json_is_a_list_of_problems(problems, tmp_path):
    first, second = json.loads(output.as_json(problems, tmp_path))
    assert first == {"path": "a, b/Dockerfile", "line": 3, "rule": "DL3025", "message": "100 % of the lines: wrong"}
    assert second["path"] == "compose.yaml"
    assert json.loads(output.as_json([], tmp_path)) == []


def test_sarif_names_each_rule_once_and_each_place(problems, tmp_path):
    log = json.loads(output.as_sarif([*problems, problems[0]], tmp_path))
    (told,) = log["runs"]
    assert (log["version"], [rule["id"] for rule in told["tool"]["driver"]["rules"]]) == (
        "2.1.0",
        ["DL3025", "compose-obsolete"],
    )
    assert told["tool"]["driver"]["rules"][0]["helpUri"].endswith("/DL3025")
    place = told["results"][0]["locations"][0]["physicalLocation"]
    assert place == {"artifactLocation": {"uri": "a%2C%20b/Dockerfile"}, "region": {"startLine": 3}}
    assert [result["ruleIndex"] for result in told["results"]] == [0, 1, 0]


def test_sarif_names_a_file_elsewhere_and_one_whose_name_is_no_text(tmp_path):
    found = [Problem(tmp_path / name, 1, "tab", "a tab") for name in ("a b.md", "bad\udcff.md", "a:b.md")]
    elsewhere = json.loads(output.as_sarif(found, tmp_path / "other"))["runs"][0]["results"]
    (place,) = elsewhere[0]["locations"]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == f"file://{tmp_path}/a%20b.md"
    here = json.loads(output.as_sarif(found, tmp_path))["runs"][0]["results"]
    uris = [result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in here]
    assert uris == ["a%20b.md", "bad%FF.md", "a%3Ab.md"]


def test_people_see_the_same_mistake_three_times_and_its_number(tmp_path):
    tabs = [Problem(tmp_path / "app.js", line, "tab", "a tab; use spaces") for line in range(1, 9)]
    other = Problem(tmp_path / "app.js", 5, "final-newline", "add a newline")
    assert output.as_text([*tabs, other], tmp_path).splitlines() == [
        "app.js:1: tab a tab; use spaces",
        "app.js:2: tab a tab; use spaces",
        "app.js:3: tab a tab; use spaces",
        "app.js:4: tab the same as on line 1, and on 4 more lines",
        "app.js:5: final-newline add a newline",
    ]
    assert len(output.as_text(tabs[:4], tmp_path).splitlines()) == 4
    assert len(json.loads(output.as_json(tabs, tmp_path))) == 8


def test_a_workflow_command_escapes_what_would_end_it(problems, tmp_path):
    first = output.as_github(problems, tmp_path).splitlines()[0]
    assert first == "::error file=a%2C b/Dockerfile,line=3,title=DL3025::100 %25 of the lines: wrong"


@pytest.mark.parametrize("form", output.FORMATS)
def test_every_format_ends_with_1_where_there_is_a_problem(form, tmp_path):
    (tmp_path / "a.txt").write_text("blank \n")
    done = run("--format", form, ".", cwd=tmp_path)
    assert done.returncode == 1
    assert "trailing-space" in done.stdout
    assert done.stderr.startswith("1 file, 1 problem, ")


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_rule_of_ours_is_explained_in_the_reader_s_language(language):
    for name, rule in rules.table().items():
        assert explain.explanation(name, language).startswith(f"{name}: {rule['wrong'][language]}")


def test_the_explanation_shows_the_example():
    told = explain.explanation("copy-ignored", "en")
    assert "Bad, Dockerfile:2:\n    FROM python:3.14-slim\n    COPY app.py seats.txt /app/" in told
    assert "Good, .dockerignore:" in told


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("DL3025", "hadolint/wiki/DL3025"),
        ("SC2086", "shellcheck.net/wiki/SC2086"),
        ("yaml-colons", "yamllint"),
        ("E501", "line-too-long"),
        ("MD057", "existing-relative-links"),
    ],
)
def test_a_rule_of_a_tool_is_explained_by_its_makers(name, says):
    assert says in explain.explanation(name, "en")


def test_a_rule_that_nobody_has_ends_with_2_and_names_the_nearest():
    done = run("--explain", "copy-ignore")
    assert done.returncode == 2
    assert done.stderr.startswith("scripts/lint: no rule is called copy-ignore; did you mean copy-ignored")


@pytest.mark.parametrize(
    ("locale", "language"), [("es_MX.UTF-8", "es"), ("en_GB.UTF-8", "en"), ("C", "en"), ("de_DE", "en")]
)
def test_the_reader_s_language_is_that_of_the_locale(locale, language, monkeypatch):
    monkeypatch.setenv("LC_ALL", locale)
    assert explain.language() == language


@pytest.mark.parametrize(
    ("error", "status", "says"),
    [
        (CouldNotRun("hadolint is not installed"), 2, "scripts/lint: hadolint is not installed\n"),
        (ValueError("a thing nobody thought of"), 2, "scripts/lint: a fault of the linter itself, in "),
        (KeyboardInterrupt(), 130, ""),
    ],
)
def test_whatever_happens_there_is_no_traceback(error, status, says, monkeypatch, capsys):
    def fail(*_):
        raise error

    monkeypatch.setattr(command, "lint", fail)
    monkeypatch.setattr("sys.argv", ["lint", "."])
    monkeypatch.setattr("sys.stdout.reconfigure", lambda **_: None, raising=False)
    monkeypatch.setattr("sys.stderr.reconfigure", lambda **_: None, raising=False)
    with pytest.raises(SystemExit) as ended:
        command.main()
    told = capsys.readouterr().err
    assert (ended.value.code, told[: len(says)]) == (status, says)
    assert "Traceback" not in told


def test_a_reader_that_stops_reading_is_no_fault(tmp_path):
    (tmp_path / "a.txt").write_text("blank \n" * 20_000)
    shell = f"'{ROOT}/scripts/lint' a.txt | head -n 1"
    done = subprocess.run(["sh", "-c", shell], cwd=tmp_path, capture_output=True, text=True)
    assert done.stdout == "a.txt:1: trailing-space blanks at the end of the line; remove them\n"
    assert "Traceback" not in done.stderr and "Broken" not in done.stderr
