"""What `scripts/setup` promises: it installs on the machines that readers have, and names what it cannot install."""

import subprocess
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path

import pytest

from book import setup

MACHINES = ("x86_64-manylinux_2_28", "aarch64-manylinux_2_28", "x86_64-apple-darwin", "aarch64-apple-darwin")
PYTHONS = ("3.11", "3.14")


def resolved(machine: str, python: str, target: Path) -> subprocess.CompletedProcess[str]:
    """Ask uv what it would install of both locks on a machine, without a compiler."""
    locks = [argument for lock in setup.LOCKS["check"] for argument in ("--requirement", lock)]
    command = [str(setup.VENV / "bin/uv"), "pip", "install", "--dry-run", "--target", str(target), *locks]
    command += ["--python-platform", machine, "--python-version", python, "--only-binary", ":all:", "--require-hashes"]
    return subprocess.run(command, cwd=setup.ROOT, capture_output=True, text=True)


def test_both_locks_have_a_wheel_of_everything_for_every_machine_that_readers_have(tmp_path: Path) -> None:
    with ThreadPoolExecutor(len(MACHINES)) as pool:
        answers = list(pool.map(lambda where: (where, resolved(*where, tmp_path)), product(MACHINES, PYTHONS)))
    if any("Failed to fetch" in answer.stderr for _, answer in answers):
        pytest.skip("PyPI does not answer: there is no network")
    assert {where: answer.stderr for where, answer in answers if answer.returncode} == {}


def test_what_no_lock_has_is_named_with_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(setup, "VENV", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(setup.sys, "platform", "linux")
    lines = setup.missing("check")
    assert (
        "ShellCheck, which reads shell scripts, is missing; install it with: sudo apt-get install shellcheck" in lines
    )
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin/shellcheck"
    program.touch(mode=0o755)
    assert not any("ShellCheck" in line for line in setup.missing("check"))


def test_the_virtual_environment_finds_the_book_by_itself(tmp_path: Path) -> None:
    command = [str(setup.VENV / "bin/python"), "-c", "import book.site.terminal"]
    done = subprocess.run(command, cwd=tmp_path, env={"PATH": ""}, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_development_container_has_what_setup_asks_for_but_a_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup.ctypes.util, "find_library", lambda name: None)
    monkeypatch.setattr(setup.shutil, "which", lambda *_, **__: None)
    monkeypatch.setattr(setup, "installer", lambda debian, brew: debian)
    asked = {package for line in setup.missing("check") for package in line.rpartition(": ")[2].split()}
    installed = set((setup.ROOT / ".devcontainer/Dockerfile").read_text().split())
    assert asked - installed == {"chromium"}
