"""An output that depends on luck is told, with its line; one that is wrong each time in the same way is not."""

from pathlib import Path

import pytest

from book.run.folder import Outcome
from book.run.shell import Result
from book.run.stability import unstable
from lablint.formats.transcript import parse


@pytest.mark.parametrize(
    ("shown", "printed", "same"),
    [
        ("a\n", ["a\n", "a\n", "a\n"], None),
        ("a\n", ["a\n", "b\n", "a\n"], "2 of 3"),
        ("a\n", ["b\n", "b\n", "b\n"], None),
        ("a\n", ["b\n", "c\n", "d\n"], "1 of 3"),
        ("...\n", ["b\n", "c\n"], None),
        ("Up 3 seconds\n", ["Up 4 seconds\n", "Up 9 minutes\n"], None),
    ],
)
def test_an_output_that_is_not_the_same_each_time_is_unstable(shown, printed, same):
    (step,) = parse(f"$ command\n{shown}")
    outcomes = [
        Outcome(Path("shop"), {}, {}, printed={"01-x.console": [(step, Result(output, 0))]}) for output in printed
    ]
    found = unstable(outcomes)
    assert [text.splitlines()[0] for text in found] == (
        [f"shop/01-x.console:1: output-unstable it was the same in {same} runs"] if same else []
    )
