"""What a run printed agrees with the book, or the difference stands at its line."""

import pytest

from book.run.compare import difference
from lablint.formats.transcript import parse


def differs(shown, printed):
    return difference(parse(f"$ command\n{shown}")[0], printed)


@pytest.mark.parametrize(
    ("shown", "printed"),
    [
        ("", ""),
        ("a\nb\n", "a\nb\n"),
        ("...\n", ""),
        ("...\n", "a\nb\n"),
        ("a\n...\n", "a\n"),
        ("...\nb\n", "a\nb\n"),
        ("a\n...\nd\n", "a\nb\nc\nd\n"),
        ("...\nb\n...\n", "a\nb\nb\nc\n"),
        ("a\n\n", "a\n"),
        ("web   Up 3 seconds\n", "web        Up About a minute\n"),
    ],
)
def test_an_output_agrees(shown, printed):
    assert differs(shown, printed) is None


@pytest.mark.parametrize(
    ("shown", "printed", "line"),
    [
        ("", "a\n", 1),
        ("a\n", "", 2),
        ("a\nb\nc\n", "a\nx\nc\n", 3),
        ("a\nb\n", "a\n", 3),
        ("a\n", "a\nb\n", 2),
        ("a\n...\nd\n", "a\nb\nc\n", 4),
        ("...\na\n...\n", "b\n", 3),
        ("a\n\nb\n", "a\nb\n", 3),
    ],
)
def test_a_difference_stands_at_its_line(shown, printed, line):
    assert differs(shown, printed).line == line


def test_a_difference_shows_only_what_differs():
    found = differs(
        "head\n...\n0123456789ab web Up 3 seconds\nend\n", "head\nx\ny\nfff456789abc web Up 9 seconds\nEND\n"
    )
    assert found.shown.splitlines()[-5:] == [" head", " ...", " fff456789abc web Up 9 seconds", "-end", "+END"]
    assert found.shown.startswith("$ command\n--- the book\n+++ this run\n")


def test_compose_may_work_in_any_order_and_say_things_twice():
    shown = " Container web-1 Creating\n Container db-1 Creating\n Container db-1 Created\n Container web-1 Created\n"
    printed = " Container db-1 Creating\n Container db-1 Creating\n Container web-1 Creating\n"
    printed += " Container web-1 Created\n Container db-1 Created\n"
    assert differs(shown, printed) is None
    assert differs(shown, printed.replace("db-1 Created", "db-1 Error"))
    assert differs(shown, printed.replace(" Container web-1 Created\n", ""))


BUILD = """\
#1 [internal] load build definition from Dockerfile
#1 DONE 0.0s

#4 [internal] load build context
#4 DONE 0.0s

#5 [1/3] FROM docker.io/library/busybox:1.37
#5 DONE 0.1s

#6 [2/3] RUN make
#6 0.123 making
#6 0.124 making
#6 DONE 0.5s

#7 [3/3] COPY x /x
#7 CACHED

#8 exporting to image
#8 exporting layers 0.1s done
#8 DONE 0.3s
"""
LATER = """\
#1 [internal] load build definition from Dockerfile
#1 DONE 0.1s

#4 [1/3] FROM docker.io/library/busybox:1.37
#4 CACHED

#5 [internal] load build context
#5 ...

#7 [3/3] COPY x /x
#7 CACHED

#5 [internal] load build context
#5 DONE 0.0s

#6 [2/3] RUN make
#6 0.2 making
#6 0.3 making
#6 DONE 1.5s

#8 exporting to image
#8 exporting layers
#8 exporting layers 0.3s done
#8 DONE 0.4s
"""


def test_a_build_may_take_its_steps_in_any_order():
    assert differs(BUILD, LATER) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("#7 CACHED", "#7 DONE 0.1s"),
        ("#6 DONE 1.5s", "#6 CACHED"),
        ("#6 DONE 1.5s", "#6 ERROR: process did not complete"),
        ("#6 0.3 making\n", ""),
        ("COPY x /x", "COPY y /x"),
        ("busybox:1.37", "busybox:1.36"),
    ],
)
def test_a_build_that_does_something_else_differs(one, other):
    assert differs(BUILD, LATER.replace(one, other))
