"""A transcript's shell behaves as a reader's terminal does."""

import sys
import time

import pytest

from book.run.shell import Result, Shell
from book.run.terminal import COLUMNS, ROWS, as_seen, environment
from lablint.formats.transcript import Typed


@pytest.fixture
def shell(tmp_path):
    with Shell(tmp_path, bound=5) as shell:
        yield shell


def test_variables_and_the_directory_survive_from_step_to_step(shell, tmp_path):
    (tmp_path / "inside").mkdir()
    assert shell.run("cd inside; name=web; set -- a b").status == 0
    assert shell.run('echo "$name ${PWD##*/} $1"').output == "web inside a\n"


def test_output_and_errors_come_in_the_order_of_writing(shell):
    assert shell.run("echo a; echo b >&2; echo c").output == "a\nb\nc\n"


def test_the_status_of_a_command_is_there_for_the_next(shell):
    assert shell.run("(exit 7)") == Result("", 7)
    assert shell.run("echo $?") == Result("7\n", 0)


def test_output_needs_no_newline_at_its_end(shell):
    assert shell.run("printf hello").output == "hello\n"


def test_a_command_in_the_background_holds_nothing_up(shell):
    start = time.monotonic()
    assert shell.run("sleep 60 &") == Result("", 0)
    assert time.monotonic() - start < 2


def test_a_command_that_reads_finds_nothing_to_read(shell):
    assert shell.run("cat") == Result("", 0)


def test_a_command_may_go_on_over_several_lines(shell):
    assert shell.run("for name in a b; do \\\n echo $name; done").output == "a\nb\n"


def test_an_error_of_syntax_does_not_end_the_shell(shell):
    assert shell.run("echo 'open").status != 0
    assert shell.run("echo $?").output == "2\n"


def test_a_large_output_arrives_whole(shell):
    assert shell.run("seq 200000").output.splitlines()[-1] == "200000"


def test_what_a_step_started_ends_with_its_bound(tmp_path):
    with Shell(tmp_path, bound=0.5) as shell:
        result = shell.run("sleep 61 & echo $!; sleep 62")
        assert result.status is None and shell.dead
        assert ended(int(result.output))


def test_what_runs_in_the_background_ends_with_the_transcript(tmp_path):
    with Shell(tmp_path) as shell:
        process = int(shell.run("sleep 63 & echo $!").output)
    assert ended(process)


def test_a_shell_that_is_left_says_so(tmp_path):
    with Shell(tmp_path) as shell:
        assert shell.run("exit 3") == Result("", 3)
        assert shell.dead


def test_the_environment_is_made_predictable():
    made = environment({"HOME": "/home/me", "COMPOSE_FILE": "x.yaml", "LANG": "es_CO.UTF-8", "NO_PROXY": "intranet"})
    assert made["HOME"] == "/home/me" and made["LANG"] == "C.UTF-8" and "COMPOSE_FILE" not in made
    assert made["NO_PROXY"] == "intranet,localhost,127.0.0.1,::1"


INSIDE = """\
import subprocess, sys
while (line := input("# ")) != "exit":
    while line.endswith("\\\\"):
        line += chr(10) + input("> ")
    subprocess.run(line, shell=True)
sys.exit(3)
"""
SHELL = f"{sys.executable} -c '{INSIDE}'"


def typed(*lines, prompt="# "):
    return [Typed(prompt, line, 0) for line in lines]


def test_a_command_finds_a_terminal(shell):
    assert shell.run("[ -t 1 ] && [ -t 2 ] && echo terminal").output == "terminal\n"
    assert shell.run("stty size <&1").output == f"{ROWS} {COLUMNS}\n"


def test_lines_are_typed_at_the_prompt_inside_each_after_what_the_one_before_printed(shell):
    result = shell.run(SHELL, typed("sleep 0.2; echo a", "echo b; echo; echo c", "exit"))
    assert result == Result("# sleep 0.2; echo a\na\n# echo b; echo; echo c\nb\n\nc\n# exit\n", 3, 3)
    assert shell.run("echo $?").output == "3\n"


def test_a_line_that_goes_on_is_typed_at_the_prompt_for_that(shell):
    lines = [*typed("echo a \\"), *typed("  b", prompt="> "), *typed("exit")]
    assert shell.run(SHELL, lines).output == "# echo a \\\n>   b\na b\n# exit\n"


def test_a_prompt_that_nobody_expected_is_taken_for_one_when_nothing_moves(shell):
    inside = SHELL.replace('"# "', '"/srv # "')
    assert shell.run(inside, typed("echo a", "exit")).output == "/srv # echo a\na\n/srv # exit\n"


def test_a_session_that_ends_early_says_how_much_was_typed(shell):
    assert shell.run(SHELL, typed("exit", "echo a")) == Result("# exit\n", 3, 1)


def test_a_prompt_that_does_not_come_is_waited_for_until_the_bound(tmp_path):
    with Shell(tmp_path, bound=1.5) as shell:
        assert shell.run("echo hello; sleep 60", typed("exit")) == Result("hello\n", None, 0)


def test_a_terminal_is_as_before_after_a_command_that_changed_it(shell):
    shell.run("stty -onlcr -echo <&1")
    assert shell.run("stty -a <&2 | grep -o -e ' onlcr' -e ' echo '").output == " onlcr\n echo\n"


@pytest.mark.parametrize(
    ("raw", "seen"),
    [
        (b"\x1b[31mred\x1b[0m \x1b(B\x1b]0;title\x07here\n", "red here\n"),
        (b"10%\r50%\r100%\n", "100%\n"),
        (b"100%\r5%\n", "5%0%\n"),
        (b"100%\r\x1b[K5%\n", "5%\n"),
        (b"a\r\nb\r\n", "a\nb\n"),
        (b"a\tb\n", "a       b\n"),
        (b"a  \n\n\n", "a\n"),
        (b"a\x07\n", "a\n"),
        (b"ab\bc\n", "ac\n"),
        (b"one: waiting\ntwo: waiting\n\x1b[2A\x1b[2Kone: done\r\x1b[1Btwo: done\x1b[K\r\n", "one: done\ntwo: done\n"),
        (b"abc\x1b[2Dx\x1b[1Cy\x1b[1Gz\n", "zxcy\n"),
        (b"abcd\x1b[4D\x1b[P\x1b[@\x1b[1C\x1b[1Kx\n", " xcd\n"),
        (b"before\n\x1b[H\x1b[2Jafter\n", "after\n"),
        (b"kept\ngone\ngone\n\x1b[2A\x1b[Jafter\n", "kept\nafter\n"),
        (b"/ # \x1b[6nls\r\n", "/ # ls\n"),
        (b"\x1b[?2004hroot@web:/# ls\r\n\x1b[?2004l\ra\r\n", "root@web:/# ls\na\n"),
        ("año\n".encode(), "año\n"),
        (b"\xff\n", "\ufffd\n"),
        (b"\n\n", ""),
    ],
)
def test_an_output_is_what_stands_on_the_screen_in_the_end(raw, seen):
    assert as_seen(raw) == seen


def ended(process):
    """Tell whether a process is gone, or goes within two seconds."""
    for _ in range(40):
        try:
            with open(f"/proc/{process}/stat") as file:
                if file.read().rpartition(")")[2].split()[0] == "Z":
                    return True
        except FileNotFoundError:
            return True
        time.sleep(0.05)
    return False
