"""A lab checks itself: its check fails on what students get, and passes on the solution; the runs prove it."""

import pytest

from book.model import ROOT, Example
from lablint.formats.transcript import read

LABS = sorted(path.parent for path in (ROOT / "docs/examples/labs").glob("*/check.sh"))


def steps(folder):
    return [step for path in Example(folder).transcripts for step in read(path)]


def checks(found):
    return [number for number, step in enumerate(found) if step.command.startswith("sh ../check.sh")]


@pytest.mark.parametrize("lab", LABS, ids=lambda path: path.name)
def test_the_check_of_a_lab_fails_on_its_start_and_passes_on_its_solution(lab):
    begun, solved = steps(lab / "start"), steps(lab / "solution")
    assert checks(begun) and checks(solved)
    for number in checks(begun):
        assert begun[number + 1].command == "echo $?" and begun[number + 1].output == "1\n"
    for number in checks(solved):
        assert [step.command for step in solved[number + 1 : number + 2]] != ["echo $?"]  # so the run ends if it fails


@pytest.mark.parametrize("lab", LABS, ids=lambda path: path.name)
def test_the_check_of_a_lab_speaks_both_languages(lab):
    found = steps(lab / "start") + steps(lab / "solution")
    assert {found[number].command for number in checks(found)} == {"sh ../check.sh es", "sh ../check.sh en"}
