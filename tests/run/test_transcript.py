"""A transcript reads as it looks, and says on which line it does not."""

import pytest

from book.run.transcript import Step, TranscriptError, parse, read, render

TEXT = """\
$ docker run --rm \\
>   busybox:1.37 echo one
one

two
$ true
$ docker ps
...
"""


def test_a_transcript_is_commands_and_what_each_printed():
    assert parse(TEXT) == [
        Step("docker run --rm \\\n  busybox:1.37 echo one", "one\n\ntwo\n", 1),
        Step("true", "", 6),
        Step("docker ps", "...\n", 7),
    ]


def test_a_transcript_is_written_as_it_was_read():
    assert render(parse(TEXT)) == TEXT


def test_a_step_knows_where_its_output_begins():
    assert [step.output_line for step in parse(TEXT)] == [3, 7, 8]


def test_output_may_look_like_a_continued_line_where_it_cannot_be_one():
    assert parse("$ curl -v x\n* Trying\n> GET /\n")[0].output == "* Trying\n> GET /\n"


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("hello\n$ echo hello\n", 1, "without a command"),
        ("$ echo \\\nhello\n", 2, "backslash"),
        ("$ echo hello \\\n", 1, "backslash"),
        ("$ echo hello\n> there\n", 2, "backslash"),
        ("$ echo hello\nhel\tlo\n", 2, "tab"),
        ("$ echo hello\r\nhello\r\n", 1, "CRLF"),
        ("$ echo hello\nhello \n", 2, "space"),
        ("$ echo hello\nhello", 2, "newline"),
        ("$ echo hello\n$\n", 2, "empty"),
        ("", 1, "no command"),
    ],
)
def test_a_transcript_that_cannot_be_read_names_its_line(text, line, word):
    with pytest.raises(TranscriptError, match=rf"^01-x\.console:{line}: transcript-syntax .*{word}"):
        parse(text, "01-x.console")


def test_a_transcript_in_another_encoding_is_refused(tmp_path):
    (tmp_path / "01-x.console").write_bytes("$ echo ñ\n".encode("latin-1"))
    with pytest.raises(TranscriptError, match="UTF-8"):
        read(tmp_path / "01-x.console")


@pytest.mark.parametrize("output", ["$ whoami\n", "a\n$ whoami\n", "> whoami\n"])
def test_an_output_that_would_read_as_a_command_is_not_written(output):
    with pytest.raises(TranscriptError, match="x:2: .*looks like a prompt"):
        render([Step("true", "", 1), Step("cat", output, 2)], "x")
