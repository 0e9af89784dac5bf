"""A transcript's shell behaves as a reader's terminal does."""

import time

import pytest

from book.run.shell import Result, Shell
from book.run.terminal import as_seen, environment


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


@pytest.mark.parametrize(
    ("raw", "seen"),
    [
        (b"\x1b[31mred\x1b[0m\n", "red\n"),
        (b"10%\r50%\r100%\n", "100%\n"),
        (b"a\r\nb\r\n", "a\nb\n"),
        (b"a\tb\n", "a       b\n"),
        (b"a  \n\n\n", "a\n"),
        (b"a\x07\n", "a\n"),
        ("año\n".encode(), "año\n"),
        (b"\xff\n", "\ufffd\n"),
        (b"\n\n", ""),
    ],
)
def test_an_output_is_what_a_terminal_shows(raw, seen):
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
