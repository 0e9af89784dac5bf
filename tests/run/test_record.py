"""A record tells without an engine whether a page still shows what ran."""

import json

import pytest

from book.model import Example, record
from book.run.capture import capture
from book.run.folder import Outcome
from book.run.picture import Taken
from book.run.shell import Result
from lablint.formats.transcript import parse

TRANSCRIPT = "$ echo one\none\n$ docker ps\nCONTAINER ID   NAMES\n0123456789ab   web\n"
RAN_ON = {"engine": "Docker Engine 29.8.1", "architecture": "amd64"}


def ran(folder, printed=("one\n", "CONTAINER ID   NAMES\nfff456789abc   web\n"), ran_on=RAN_ON):
    """The outcome of a run of the folder that printed this."""
    contents = Example(folder).contents
    steps = parse(contents["01-x.console"].decode())
    seen = [(step, Result(output, 0)) for step, output in zip(steps, printed, strict=True)]
    return Outcome(folder, contents, ran_on, printed={"01-x.console": seen})


@pytest.fixture
def folder(tmp_path):
    """An example that ran, with its record."""
    (tmp_path / "01-x.console").write_text(TRANSCRIPT)
    (tmp_path / "app").mkdir()
    (tmp_path / "app/main.py").write_text("print(1)\n")
    assert capture(ran(tmp_path)) == ["run.json"]
    return tmp_path


def problems(folder):
    return [(problem.path.name, problem.line, problem.rule) for problem in record.check_record(Example(folder))]


def test_an_example_that_ran_has_no_problem(folder):
    assert record.check_record(Example(folder)) == []


@pytest.mark.parametrize("position", range(len(TRANSCRIPT)))
def test_every_changed_character_is_found_with_its_line(folder, position):
    line = TRANSCRIPT.count("\n", 0, position) + 1
    changed = TRANSCRIPT[:position] + "~" + TRANSCRIPT[position + 1 :]
    (folder / "01-x.console").write_text(changed)
    assert problems(folder) == [("01-x.console", line, "transcript-edited")]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (TRANSCRIPT.replace("one\n$", "$"), 2),
        (TRANSCRIPT.replace("$ docker", "more\n$ docker"), 3),
        (TRANSCRIPT + "more\n", 6),
        (TRANSCRIPT.removesuffix("0123456789ab   web\n"), 4),
        (TRANSCRIPT.removesuffix("\n"), 5),
        ("", 1),
    ],
)
def test_lines_that_come_or_go_are_found(folder, text, line):
    (folder / "01-x.console").write_text(text)
    assert problems(folder) == [("01-x.console", line, "transcript-edited")]


def test_a_file_that_changed_came_or_went_is_found(folder):
    (folder / "app/main.py").write_text("print(2)\n")
    (folder / "new.txt").write_text("new\n")
    assert problems(folder) == [("main.py", 1, "example-changed"), ("new.txt", 1, "example-changed")]
    (folder / "app/main.py").unlink()
    (folder / "new.txt").unlink()
    assert problems(folder) == [("main.py", 1, "example-changed")]


@pytest.mark.parametrize("mark", ["01-x.console", "not-run.md"])
def test_an_example_inside_another_is_no_part_of_it(folder, mark):
    inner = folder / "solution"
    (inner / "app").mkdir(parents=True)
    (inner / "app/main.py").write_text("print(2)\n")
    assert problems(folder) == [("main.py", 1, "example-changed")]
    (inner / mark).write_text(TRANSCRIPT)
    assert record.check_record(Example(folder)) == []


def test_a_problem_says_what_to_do(folder):
    (folder / "01-x.console").write_text(TRANSCRIPT.replace("web", "db"))
    assert record.check_record(Example(folder))[0].shown(folder.parent) == (
        f"{folder.name}/01-x.console:5: transcript-edited this line is not what the run printed; "
        f"run scripts/run --update {folder}"
    )


@pytest.mark.parametrize("content", [None, "", "{}", "[]", '{"files": {}'])
def test_an_example_without_a_record_never_ran(folder, content):
    (folder / "run.json").unlink()
    if content is not None:
        (folder / "run.json").write_text(content)
    assert problems(folder) == [("01-x.console", 1, "never-run")]


def test_an_example_that_cannot_run_needs_no_record(folder):
    (folder / "run.json").unlink()
    (folder / "not-run.md").write_text("es: No.\nen: No.\n")
    assert record.check_record(Example(folder)) == []


def test_what_the_book_says_beside_an_example_is_no_part_of_it(folder):
    (folder / "waivers.yaml").write_text("[]\n")
    assert record.check_record(Example(folder)) == []


def test_running_again_what_has_not_changed_writes_nothing(folder):
    data = json.loads((folder / "run.json").read_text())
    (folder / "run.json").write_text(json.dumps(data | {"date": "2026-01-02"}, indent=2, sort_keys=True) + "\n")
    assert capture(ran(folder)) == []
    assert json.loads((folder / "run.json").read_text())["date"] == "2026-01-02"


def test_a_newer_engine_is_recorded_with_the_day(folder):
    data = json.loads((folder / "run.json").read_text())
    (folder / "run.json").write_text(json.dumps(data | {"date": "2026-01-02"}, indent=2, sort_keys=True) + "\n")
    assert capture(ran(folder, ran_on=RAN_ON | {"engine": "Docker Engine 30.0.0"})) == ["run.json"]
    assert json.loads((folder / "run.json").read_text())["date"] != "2026-01-02"


NEW = "CONTAINER ID   NAMES\nfff456789abc   web\n"


def test_outputs_that_agree_but_for_ids_stay(folder):
    assert capture(ran(folder, ("one\n", NEW))) == []


def test_where_one_output_differs_all_are_of_the_same_run(folder):
    assert capture(ran(folder, ("two\n", NEW))) == ["01-x.console", "run.json"]
    expected = TRANSCRIPT.replace("one\none", "one\ntwo").replace("0123456789ab", "fff456789abc")
    assert (folder / "01-x.console").read_text() == expected
    assert record.check_record(Example(folder)) == []


def test_an_output_that_leaves_lines_out_and_agrees_stays(folder):
    text = TRANSCRIPT.replace("0123456789ab   web\n", "...\n")
    (folder / "01-x.console").write_text(text)
    capture(ran(folder, ("two\n", NEW)))
    assert (folder / "01-x.console").read_text() == text.replace("one\none", "one\ntwo")


def test_a_record_reads_the_same_every_time(folder):
    text = (folder / "run.json").read_text()
    assert text == json.dumps(json.loads(text), indent=2, sort_keys=True) + "\n"


PAGE = '- heading "Tickets" [level=1]\n- text: sold 2 minutes ago\n'
SHOP = "url: http://127.0.0.1:8080/\nalt: {es: La tienda., en: The shop.}\n"
FILES = ["02-shop.page.txt", "02-shop.png"]


def seen(folder, structure=PAGE, png=b"one"):
    """The outcome of a run that took the picture of this page."""
    outcome = ran(folder)
    outcome.taken["02-shop.page.yaml"] = Taken(png, structure)
    return outcome


@pytest.fixture
def pictured(folder):
    """An example with a picture that was taken."""
    (folder / "02-shop.page.yaml").write_text(SHOP)
    assert capture(seen(folder)) == [*FILES, "run.json"]
    return folder


def test_a_picture_is_written_with_the_structure_of_its_page(pictured):
    assert (pictured / "02-shop.png").read_bytes() == b"one" and (pictured / "02-shop.page.txt").read_text() == PAGE
    assert record.check_record(Example(pictured)) == []


def test_a_picture_of_a_page_that_agrees_stays(pictured):
    assert capture(seen(pictured, PAGE.replace("2 minutes", "3 hours"), b"two")) == []


@pytest.mark.parametrize("why", ["the page changed", "another page is asked for", "it is gone"])
def test_a_picture_is_written_again_when(pictured, why):
    if why == "another page is asked for":
        (pictured / "02-shop.page.yaml").write_text(SHOP.replace("8080", "8081"))
    elif why == "it is gone":
        (pictured / "02-shop.png").unlink()
    text = PAGE.replace("Tickets", "Sold out") if why == "the page changed" else PAGE
    assert "02-shop.png" in capture(seen(pictured, text, b"two"))
    assert (pictured / "02-shop.png").read_bytes() == b"two"
    assert record.check_record(Example(pictured)) == []


def test_a_structure_or_a_picture_that_somebody_edited_is_found(pictured):
    (pictured / "02-shop.page.txt").write_text(PAGE.replace("sold", "bought"))
    (pictured / "02-shop.png").write_bytes(b"other")
    assert problems(pictured) == [
        ("02-shop.page.txt", 2, "transcript-edited"),
        ("02-shop.png", 1, "example-changed"),
    ]
