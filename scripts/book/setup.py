"""Make `.venv` hold exactly what a command needs, quickly when it already does.

Two groups: `site` (requirements.txt) is what builds the book and its handouts; `check`
adds requirements-check.txt, what only the checks need. Every file is pinned with its
hash. A stamp in `.venv` remembers what is installed, so a second run takes no time.

This is the one module that runs before anything is installed: standard library only.
"""

import argparse
import ctypes.util
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
LOCKS = {"site": ["requirements.txt"], "check": ["requirements.txt", "requirements-check.txt"]}

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "Chromium", "Google Chrome")


def chromium() -> str | None:
    """Return the path of an installed Chromium or Chrome, or None."""
    for name in CHROMIUM:
        bundle = Path(f"/Applications/{name}.app/Contents/MacOS/{name}")
        if found := shutil.which(name) or (str(bundle) if bundle.exists() else None):
            return found
    return None


def missing(group: str) -> list[str]:
    """Return a sentence, with the command that mends it, for each thing that PyPI does not carry."""
    lacks = []
    if not (ctypes.util.find_library("pango-1.0") or Path("/opt/homebrew/opt/pango").exists()):
        lacks.append(("Pango, which draws the handouts", "libpango-1.0-0 libpangoft2-1.0-0", "pango"))
    if group == "check" and not chromium():
        lacks.append(("Chromium, which looks at the pages", "chromium", "--cask chromium"))
    if group == "check" and not shutil.which("shellcheck", path=f"{VENV / 'bin'}{os.pathsep}{os.environ['PATH']}"):
        lacks.append(("ShellCheck, which reads shell scripts", "shellcheck", "shellcheck"))
    return [f"{what}, is missing; install it with: {installer(debian, brew)}" for what, debian, brew in lacks]


def installer(debian: str, brew: str) -> str:
    """Return the command that installs a package on this system."""
    if sys.platform == "darwin":
        return f"brew install {brew}"
    system = Path("/etc/os-release")
    if debian == "chromium" and system.exists() and "ID=ubuntu" in system.read_text():
        return "sudo snap install chromium"
    return f"sudo apt-get install {debian}"


def fingerprint(group: str) -> str:
    """Return what `.venv` must have been made from: this Python and the group's locks."""
    digest = hashlib.sha256(sys.version.encode())
    for lock in LOCKS[group]:
        digest.update((ROOT / lock).read_bytes())
    return digest.hexdigest()


def current(group: str) -> bool:
    """Tell whether `.venv` holds the group, as it is or within the larger one."""
    stamps = [VENV / f"stamp-{g}" for g in LOCKS if set(LOCKS[group]) <= set(LOCKS[g])]
    wanted = {g: fingerprint(g) for g in LOCKS}
    return any(s.exists() and s.read_text() == wanted[s.name.removeprefix("stamp-")] for s in stamps)


def install(group: str) -> None:
    """Make `.venv` anew if another Python made it, and install the group's locks into it."""
    python = VENV / "bin" / "python"
    say(f"setting up .venv for {group} (Python {sys.version.split()[0]}); the first time takes a minute or two")
    made_by = VENV / "python-version"
    if not python.exists() or not made_by.exists() or made_by.read_text() != sys.version:
        if subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)]).returncode:
            sys.exit(
                "scripts/setup: no virtual environment could be made; on Debian and Ubuntu install it with: "
                "sudo apt-get install python3-venv"
            )
        made_by.write_text(sys.version)
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    for lock in LOCKS[group]:
        command += ["-r", str(ROOT / lock)]
    if subprocess.run(command).returncode:
        sys.exit("scripts/setup: pip could not install the pinned packages; its message is above")
    (VENV / f"stamp-{group}").write_text(fingerprint(group))


def link() -> None:
    """Let the Python of `.venv` find the book's own, so that `mkdocs build` works by itself; PYTHONPATH goes before."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    path = VENV / "lib" / version / "site-packages" / "book.pth"
    if not path.exists():
        path.write_text("../../../../scripts\n")  # from the folder that holds it: the project may be moved


def lock() -> None:
    """Write both locks anew from requirements.in and requirements-check.in."""
    for group in ("requirements", "requirements-check"):
        subprocess.run(
            [
                str(VENV / "bin" / "uv"),
                "pip",
                "compile",
                "--quiet",
                "--universal",
                "--generate-hashes",
                "--python-version",
                "3.11",
                "--custom-compile-command",
                "scripts/setup --lock",
                f"{group}.in",
                "-o",
                f"{group}.txt",
            ],
            cwd=ROOT,
            check=True,
        )


def say(text: str) -> None:
    print(f"scripts/setup: {text}", file=sys.stderr)


def main() -> None:
    parser = argparse.ArgumentParser(prog="scripts/setup", description=__doc__.split("\n")[0])
    parser.add_argument("group", nargs="?", choices=LOCKS, default="site")
    parser.add_argument("--lock", action="store_true", help="write requirements*.txt anew from requirements*.in")
    args = parser.parse_args()
    if sys.version_info < (3, 11):
        sys.exit(
            f"scripts/setup: Python 3.11 or newer is needed, this is {sys.version.split()[0]}; "
            "Debian 12, Ubuntu 24.04 and Homebrew have one"
        )
    os.chdir(ROOT)
    group = "check" if args.lock else args.group
    if not current(group):
        install(group)
    link()
    if args.lock:
        lock()
    for sentence in missing(group):
        say(sentence)


if __name__ == "__main__":
    main()
