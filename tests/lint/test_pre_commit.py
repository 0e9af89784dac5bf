"""Before a commit its files are linted, by the hook of .pre-commit-config.yaml, which needs no network."""

import os
import subprocess

import pytest

from book.model import ROOT

CONFIG = ".pre-commit-config.yaml"


@pytest.fixture
def commit(tmp_path):
    """A repository with the project's hook: a function of a Dockerfile that returns what prek says of its commit."""

    def check(dockerfile):
        repository = tmp_path / "repository"
        repository.mkdir()
        hook = (ROOT / CONFIG).read_text(encoding="utf-8").replace("entry: scripts/lint", f"entry: {ROOT}/scripts/lint")
        (repository / CONFIG).write_text(hook, encoding="utf-8")
        (repository / "Dockerfile").write_text(dockerfile, encoding="utf-8")
        env = {**os.environ, "PREK_HOME": str(tmp_path / "prek")}
        for command in (["git", "init", "--quiet"], ["git", "add", "."]):
            subprocess.run(command, cwd=repository, check=True)
        return subprocess.run(["prek", "run"], cwd=repository, env=env, capture_output=True, text=True)

    return check


def test_a_commit_of_good_files_passes(commit):
    done = commit('FROM busybox:1.37\nUSER 1000\nCMD ["date"]\n')
    assert done.returncode == 0, done.stdout


def test_a_commit_of_a_bad_file_is_refused_with_its_problem(commit):
    done = commit('FROM busybox:latest\nUSER 1000\nCMD ["date"]\n')
    assert done.returncode == 1
    assert "Dockerfile:1: DL3007 " in done.stdout
