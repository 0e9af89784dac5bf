"""`scripts/run` says why it could not run; nothing here needs an engine."""

import os
import subprocess

import pytest

from book.model import ROOT


def run(*arguments, **env):
    command = [ROOT / "scripts/run", *map(str, arguments)]
    done = subprocess.run(command, env={**os.environ, **env}, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def example(tmp_path):
    folder = tmp_path / "shop" / "hello"
    folder.mkdir(parents=True)
    (folder / "01-hello.console").write_text("$ docker compose version\n")
    return folder


def test_what_each_folder_needs_is_told_without_an_engine(example):
    (example.parent / "pod").mkdir()
    (example.parent / "pod" / "01-pod.console").write_text("$ kubectl get pods\n")
    status, said = run(example.parent, "--list", DOCKER_HOST="unix:///nowhere.sock")
    assert status == 0
    assert [line.rpartition("/")[2] for line in said.splitlines()] == [
        "hello: engine, compose",
        "pod: engine, kind, kubectl",
    ]


def test_a_missing_engine_is_named_with_what_to_do(example):
    status, said = run(example, DOCKER_HOST="unix:///nowhere.sock")
    assert status == 2
    assert "no engine answers to `docker version" in said and "systemctl start docker" in said


def test_a_path_that_is_not_there_is_named(tmp_path):
    status, said = run(tmp_path / "nowhere")
    assert status == 2 and "there is no such file or folder" in said


def test_nothing_is_written_that_nobody_named():
    status, said = run("--update", DOCKER_HOST="unix:///nowhere.sock")
    assert status == 2 and "say of which examples" in said


def test_a_word_that_no_folder_has_is_named(example):
    status, said = run(example.parent, "-k", "goodbye")
    assert status == 2 and "has goodbye in its path" in said


@pytest.mark.parametrize("option", ["--jobs", "--repeat"])
def test_a_number_that_is_none_is_named(option, example):
    status, said = run(option, "0", example)
    assert status == 2 and f"argument {option}: 0 is no number from 1" in said


def test_what_is_to_be_written_is_run_once(example):
    status, said = run("--update", "--repeat", "2", example, DOCKER_HOST="unix:///nowhere.sock")
    assert status == 2 and "take one" in said
