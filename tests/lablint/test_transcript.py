"""A transcript reads as it looks, and says on which line it does not."""

import pytest

from lablint.formats.transcript import Step, TranscriptError, asks_for_terminal, commands, parse, read, render

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


SESSION = """\
$ docker exec -it web sh
# hostname
web
# cat nginx.conf
# comments look like this
#
# exit
$ docker exec -it db psql -U postgres
psql (18.1)
Type "help" for help.

postgres=# select 1 \\
>   as one;
 one
# and no comment
/ # \\q
"""


def test_lines_typed_at_a_prompt_inside_are_told_from_what_is_printed():
    first, second = parse(SESSION.replace("# comments look", "comments look"))
    assert [(line.prompt, line.text, line.line) for line in first.typed] == [
        ("# ", "hostname", 2),
        ("# ", "cat nginx.conf", 4),
        ("# ", "exit", 7),
    ]
    assert first.output.startswith("# hostname\nweb\n")
    assert [(line.prompt, line.text) for line in second.typed] == [
        ("postgres=# ", "select 1 \\"),
        ("> ", "  as one;"),
        ("/ # ", "\\q"),
    ]


@pytest.mark.parametrize(
    "line",
    ["# ls", "/ # ls", "/app $ ls", "~ $ ls", "root@web:/app# ls", "nginx@web:/$ ls", "bash-5.2$ ls", "sh-5.3# ls",
     "[root@web /]# ls", "postgres=# ls", "shop=> ls", "shop-# ls", "shop'# ls", "127.0.0.1:6379> ls",
     "127.0.0.1:6379[1]> ls", ">>> ls"],
)  # fmt: skip
def test_a_prompt_inside_is_known_below_a_command_that_asks_for_a_terminal_only(line):
    assert [typed.text for typed in parse(f"$ docker exec -it web sh\n{line}\n")[0].typed] == ["ls"]
    assert parse(f"$ docker exec web cat notes\n{line}\n")[0].typed == []


@pytest.mark.parametrize(
    "line", ["#", "#!/bin/sh", "12 # ls", "a -> b", "-> ls", "<none> ls", "PID   USER", "/ #ls", "~"]
)
def test_what_only_resembles_a_prompt_is_output(line):
    assert parse(f"$ docker exec -it web sh\n{line}\n")[0].typed == []


@pytest.mark.parametrize(
    ("command", "asks"),
    [
        ("docker run --rm -it busybox:1.37", True),
        ("docker run --rm \\\n  --name web -i -t busybox:1.37 sh", True),
        ("docker run -dit --name web busybox:1.37", True),
        ("docker exec -ti web bash", True),
        ("kubectl exec -it shop -- sh", True),
        ("docker compose exec db psql", True),
        ("docker compose -f a.yaml run --rm web sh", True),
        ("docker compose exec db psql -d shop", True),
        ("docker compose exec -T db psql", False),
        ("docker compose run -d web", False),
        ("docker compose up --detach", False),
        ("docker exec web sh", False),
        ("docker exec -i web sh", False),
        ("docker build -t shop .", False),
        ("kubectl exec shop -- ls -it", False),
        ("ls -it", False),
    ],
)
def test_which_commands_ask_for_a_terminal(command, asks):
    assert asks_for_terminal(command) is asks


def test_the_outer_shells_commands_are_had_alone():
    assert commands(SESSION) == ["docker exec -it web sh", "docker exec -it db psql -U postgres"]
    assert commands("hello\n$ echo a \\\n>  b\na\n$ true\n") == ["echo a \\", " b", "true"]


def test_a_line_typed_inside_that_goes_on_is_checked_like_a_command():
    with pytest.raises(TranscriptError, match=":2: .*backslash"):
        parse("$ docker exec -it web sh\n# echo a \\\n", "x")
    with pytest.raises(TranscriptError, match=":3: .*backslash"):
        parse("$ docker exec -it web sh\n# echo a \\\na\n", "x")


def test_a_session_that_would_read_otherwise_is_not_written():
    was = parse("$ docker exec -it web sh\n# cat notes\n# exit\n")
    printed = [Step(was[0].command, "# cat notes\n# a comment\n# exit\n", 1)]
    with pytest.raises(TranscriptError, match="x:1: .*looks like a prompt"):
        render(printed, "x", was)
    moved = [Step(was[0].command, "/ # cat notes\n# a comment\n/ # exit\n", 1)]
    assert render(moved, "x", was) == moved[0].text
