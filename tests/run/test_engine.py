"""What `scripts/run` promises, on tiny examples and a real engine."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from book.model import ROOT, Example
from book.model.record import check_record
from book.run.__main__ import unmet
from book.run.folder import Run
from book.run.locks import hold
from book.run.plan import Plan

pytestmark = [pytest.mark.engine, pytest.mark.usefixtures("engine")]

HELLO = "$ docker run --name book-test-hello busybox:1.37 echo hello\nhello\n"
CLEANUP = "$ docker rm --force book-test-hello\nbook-test-hello\n"
IMAGE = "busybox:1.37"


def lacking(what):
    (pytest.fail if os.environ.get("REQUIRE_ENGINES") == "1" else pytest.skip)(what)


def start(*arguments):
    command = [sys.executable, "-m", "book.run", *map(str, arguments)]
    env = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    return subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def run(*arguments):
    """Run scripts/run; return its status and all it said."""
    process = start(*arguments)
    out, err = process.communicate()
    return process.returncode, out + err


def docker(*arguments):
    return subprocess.run(["docker", *arguments], capture_output=True, text=True).stdout


@pytest.fixture
def example(tmp_path):
    """Write an example folder from its files' texts."""

    def write(name="book-test", **files):
        folder = tmp_path / name
        folder.mkdir()
        for stem, text in files.items():
            (folder / NAMES[stem]).write_text(text)
        return folder

    return write


NAMES = {"first": "01-first.console", "second": "02-second.console", "cleanup": "99-cleanup.console",
         "dockerfile": "Dockerfile", "compose": "compose.yaml", "not_run": "not-run.md"}  # fmt: skip


def test_an_example_that_prints_what_the_book_shows_is_ok(example):
    status, said = run(example(first=HELLO, cleanup=CLEANUP))
    assert status == 0 and "ok" in said


def test_another_output_is_shown_with_its_line(example):
    folder = example(first=HELLO.replace("\nhello", "\ngoodbye"), cleanup=CLEANUP)
    status, said = run(folder)
    assert status == 1
    assert f"{folder}/01-first.console:2: output-differs $ docker run" in said
    assert "-goodbye\n+hello\n" in said


def test_a_failure_that_is_the_lesson_is_ok(example):
    text = "$ docker run --rm busybox:1.37 sh -c 'exit 42'\n$ echo $?\n42\n"
    assert run(example(first=text))[0] == 0


def test_a_failure_that_nobody_asked_for_ends_the_run_and_cleans_up(example):
    folder = example(first=HELLO + "$ docker run --rm busybox:1.37 false\n$ echo on\non\n", cleanup=CLEANUP)
    status, said = run(folder)
    assert status == 1
    assert f"{folder}/01-first.console:3: command-failed status 1" in said and "leftover" not in said
    assert not docker("ps", "-aq", "--filter", "name=book-test")


def test_what_an_example_leaves_is_named_and_removed(example):
    text = HELLO + "$ docker volume create book-test-data\nbook-test-data\n"
    text += "$ docker network create book-test-net\n0123456789abcdef\n$ docker tag busybox:1.37 book-test:1.0\n"
    folder = example(first=text)
    status, said = run(folder)
    assert status == 1
    for left in ("container book-test-hello", "volume book-test-data", "network book-test-net", "image book-test:1.0"):
        assert f"{folder}: leftover the {left} is still there afterwards" in said
    assert "book-test" not in docker("ps", "-a") + docker("volume", "ls") + docker("network", "ls") + docker("images")
    assert IMAGE in docker("image", "ls", "--format", "{{.Repository}}:{{.Tag}}")


def test_what_an_example_leaves_in_containerd_is_named_and_removed(example):
    text = "$ docker image save busybox:1.37 | ctr -n book-test images import - >/dev/null\n"
    text += "$ ctr -n book-test containers create docker.io/library/busybox:1.37 door\n"
    folder = example(first=text)
    if missing := unmet([folder]):
        lacking("; ".join(missing))
    status, said = run(folder)
    assert status == 1
    for left in ("namespace book-test", "container door", "image docker.io/library/busybox:1.37", "snapshot door"):
        assert f"{folder}: leftover the containerd {left} in book-test is still there afterwards" in said
    (folder / "01-first.console").write_text("$ ctr namespaces ls -q | grep -c book-test\n0\n$ echo $?\n1\n")
    assert run(folder)[0] == 0


def test_another_dockerfile_is_noticed(example):
    text = "$ docker build --quiet --tag book-test:1.0 .\nsha256:0123456789ab\n"
    text += "$ docker run --rm book-test:1.0\nhello\n"
    cleanup = "$ docker image rm book-test:1.0\n...\n"
    folder = example(first=text, cleanup=cleanup, dockerfile='FROM busybox:1.37\nCMD ["echo", "hello"]\n')
    assert run(folder)[0] == 0
    (folder / "Dockerfile").write_text('FROM busybox:1.37\nCMD ["echo", "goodbye"]\n')
    status, said = run(folder)
    assert status == 1 and "-hello\n+goodbye\n" in said


def test_keep_leaves_what_an_example_left(example):
    folder = example(first=HELLO)
    try:
        assert run("--keep", folder)[0] == 1
        assert "book-test-hello" in docker("ps", "-a", "--format", "{{.Names}}")
        status, said = run(folder)
        assert status == 1 and f"{folder}: name-taken there is a container book-test-hello" in said
        assert "book-test-hello" in docker("ps", "-a", "--format", "{{.Names}}")
    finally:
        docker("rm", "--force", "book-test-hello")


def test_a_command_that_hangs_is_ended_and_named(example):
    folder = example(first="$ docker run --name book-test-hello busybox:1.37 sleep 300\n", cleanup=CLEANUP)
    with hold({"engine": True}):
        outcome = Run(Plan.of(folder), bound=3)()
    assert outcome.failures[0].startswith(f"{folder}/01-first.console:1: command-hangs it was not done after 3 s")
    assert len(outcome.failures) == 1


def test_update_writes_what_it_saw_and_the_record(example):
    folder = example(first=HELLO.removesuffix("hello\n"), cleanup=CLEANUP.removesuffix("book-test-hello\n"))
    assert check_record(Example(folder))
    assert run("--update", folder)[0] == 0
    assert (folder / "01-first.console").read_text() == HELLO
    assert json.loads((folder / "run.json").read_text())["engine"].startswith(("Docker Engine ", "Podman "))
    assert check_record(Example(folder)) == []
    before = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}
    assert run("--update", folder)[0] == 0
    assert {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()} == before


def test_a_change_that_no_output_shows_is_noticed_too(example):
    dockerfile = 'FROM busybox:1.37\nCMD ["echo", "hello"]\n'
    text = "$ docker build --quiet --tag book-test-image .\nsha256:1\n"
    cleanup = "$ docker image rm --force book-test-image\n...\n"
    folder = example(first=text, cleanup=cleanup, dockerfile=dockerfile)
    assert run("--update", folder)[0] == 0
    (folder / "Dockerfile").write_text(dockerfile.replace("CMD", "WORKDIR /srv\nCMD"))
    status, said = run(folder)
    assert status == 1 and f"{folder}/Dockerfile:1: example-changed this file changed" in said


def test_update_writes_nothing_unless_the_whole_folder_succeeded(example):
    folder = example(first=HELLO.removesuffix("hello\n"), second="$ false\n", cleanup=CLEANUP)
    assert run("--update", folder)[0] == 1
    assert (folder / "01-first.console").read_text() == HELLO.removesuffix("hello\n")
    assert not (folder / "run.json").exists()


def test_a_run_that_is_interrupted_cleans_up(example):
    folder = example(first=HELLO + "$ sleep 100\n", cleanup=CLEANUP)
    process = start(folder)
    wait_for("book-test-hello")
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate()
    assert process.returncode == 130 and "interrupted" in said
    assert not docker("ps", "-aq", "--filter", "name=book-test")


def test_after_a_run_that_was_killed_the_next_one_works(example):
    sleep = HELLO + '$ docker run --detach --name book-test-2 busybox:1.37 true\n...\n$ test -e "$DONE" || sleep 100\n'
    folder = example(first=sleep, cleanup="$ docker rm --force book-test-hello book-test-2\n...\n")
    process = start(folder)
    wait_for("book-test-2")
    process.kill()
    process.communicate()
    (folder / "01-first.console").write_text(sleep.replace('"$DONE"', "/"))
    status, said = run(folder)
    assert status == 0, said
    assert not docker("ps", "-aq", "--filter", "name=book-test")


def test_a_build_is_cached_only_by_the_example_itself(example):
    build = "$ docker build --progress=plain --tag book-test:1.0 . 2>&1 | grep -A1 'RUN true' | cut -d' ' -f2\n"
    dockerfile = "FROM busybox:1.37\nRUN true book-test\n"
    folder = example(
        first=build + build, cleanup="$ docker image rm --force book-test:1.0\n...\n", dockerfile=dockerfile
    )
    assert run("--update", folder)[0] == 0
    assert (folder / "01-first.console").read_text() == f"{build}[2/2]\nDONE\n{build}[2/2]\nCACHED\n"
    docker("build", "--quiet", "--tag", "book-test:by-hand", str(folder))
    docker("image", "rm", "book-test:by-hand")
    assert run(folder)[0] == 0


def test_the_copy_has_the_examples_files_and_name_but_no_transcripts(example):
    text = "$ pwd | sed 's|.*/||'; ls -A\nbook-test\nDockerfile\n$ rm Dockerfile\n"
    folder = example(first=text, second="$ ls\n", dockerfile="FROM scratch\n")
    (folder / "waivers.yaml").write_text("[]\n")
    assert run(folder)[0] == 0
    assert (folder / "Dockerfile").exists()


def test_what_cannot_run_says_so(example):
    folder = example(first="$ false\n", not_run="es: No.\nen: No.\n")
    status, said = run(folder)
    assert status == 0 and "not run (not-run.md says why)" in said


def test_a_second_run_waits_for_the_first(example):
    with hold({"engine": True}):
        process = start(example(first="$ true\n"))
        assert "waits for another run" in process.stderr.readline()
    process.communicate()
    assert process.returncode == 0


def wait_for(name):
    """Wait until a container of that name is there."""
    for _ in range(1200):
        if name in docker("ps", "-a", "--format", "{{.Names}}").split():
            return
        time.sleep(0.1)
    raise AssertionError(f"no container {name}")


def test_an_example_builds_what_lies_in_another_ones_folder(tmp_path):
    base = tmp_path / "examples/docker"
    for name, text in {
        "shop/book-test-shop/Dockerfile": "FROM busybox:1.37\nCOPY says.txt /\n",
        "shop/book-test-shop/says.txt": "sold out\n",
        "shop/book-test-shop/01-ls.console": "$ ls says.txt\nsays.txt\n",
        "pair/book-test-pair/01-build.console": "$ docker build -q -t book-test-pair ../../shop/book-test-shop\n...\n"
        "$ docker run --rm --name book-test-pair book-test-pair cat says.txt\nsold out\n",
        "pair/book-test-pair/99-cleanup.console": "$ docker image rm book-test-pair\n...\n",
    }.items():
        (base / name).parent.mkdir(parents=True, exist_ok=True)
        (base / name).write_text(text)
    status, said = run(base / "pair")
    assert status == 0, said
