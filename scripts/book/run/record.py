"""The record of a run, `run.json`: on what an example ran, with which files, and what it printed.

The record lets anybody check without an engine that a page tells the truth: each file of the
example has its SHA-256 there, and each line of a transcript a short digest, so that an output
somebody edited is found with its line. The date is that of the run which last changed anything
else in the record: running again what has not changed makes no commit.
"""

import hashlib
import json
import os
from datetime import UTC, datetime
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

NAME = "run.json"
BESIDE = {NAME, "waivers.yaml", "not-run.md"}  # what the book says about an example, and no run reads


class Problem(NamedTuple):
    """What is wrong at a line of an example's file and what to do."""

    path: Path
    line: int
    rule: str
    message: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.rule}: {self.message}"


def files(folder: Path) -> list[str]:
    """Return the example's own files as paths from the folder, in order, without those of an example below."""
    marks = [*folder.rglob("*.console"), *folder.rglob("not-run.md")]
    nested = {mark.parent for mark in marks} - {folder}
    found = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    own = (path for path in found if path.name not in BESIDE and nested.isdisjoint(path.parents))
    return sorted(path.relative_to(folder).as_posix() for path in own)


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def line_digests(content: bytes) -> list[str]:
    """Return six digits for each line: enough to find the one that changed; the file's digest proves that one did."""
    return [digest(line)[:6] for line in content.splitlines(keepends=True)]


def make(contents: dict[str, bytes], ran_on: dict, previous: dict | None) -> dict:
    """Return the record of a run of these files; `ran_on` says with what (engine, versions, architecture)."""
    record = dict(ran_on)
    record["files"] = {name: digest(content) for name, content in contents.items()}
    record["lines"] = {
        name: " ".join(line_digests(content)) for name, content in contents.items() if name.endswith(".console")
    }
    same = previous is not None and {k: v for k, v in previous.items() if k != "date"} == record
    record["date"] = previous["date"] if same else datetime.now(UTC).date().isoformat()
    return record


def load(folder: Path) -> dict | None:
    """Return the folder's record, None where there is none that can be read."""
    try:
        record = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    return record if isinstance(record, dict) else None


def write(path: Path, text: str) -> bool:
    """Replace a file at once, so that nobody ever finds half of it; return False if it is the same already."""
    if path.exists() and path.read_bytes() == text.encode():
        return False
    new = path.with_name(f".{path.name}.new")
    new.write_bytes(text.encode())
    if path.exists():
        new.chmod(path.stat().st_mode)
    os.replace(new, path)
    return True


def as_text(record: dict) -> str:
    return json.dumps(record, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def check_record(folder: Path) -> list[Problem]:
    """Return what in the folder is not what ran: nothing has to be executed to know."""
    folder = Path(folder)
    if (folder / "not-run.md").exists():
        return []
    here = Path.cwd()
    again = f"run scripts/run --update {folder.relative_to(here) if folder.is_relative_to(here) else folder}"
    record = load(folder)
    if record is None or not {"files", "lines", "engine", "date"} <= record.keys():
        first = min(folder.glob("*.console"), default=folder / NAME)  # the record itself is not there to be opened
        return [Problem(first, 1, "never-run", f"there is no record that this example ever ran; {again}")]
    present = files(folder)
    problems = []
    for name in sorted({*present, *record["files"]}):
        path, line, rule = folder / name, 1, "example-changed"
        if name not in record["files"]:
            message = "this file was not there when the outputs were captured"
        elif name not in present:
            message = "this file is gone since the outputs were captured"
        elif digest(content := path.read_bytes()) == record["files"][name]:
            continue
        elif name in record["lines"]:
            line = _first_change(record["lines"][name].split(), line_digests(content))
            rule, message = "transcript-edited", "this line is not what the run printed"
        else:
            message = "this file changed since the outputs were captured"
        problems.append(Problem(path, line, rule, f"{message}; {again}"))
    return problems


def changed(folder: Path) -> list[Problem]:
    """Return what in the folder is not what ran, nothing if it has never been recorded."""
    return check_record(folder) if load(folder) else []


def _first_change(recorded: list[str], present: list[str]) -> int:
    """Return the first line that differs, from 1."""
    same = takewhile(lambda pair: pair[0] == pair[1], zip(recorded, present, strict=False))
    return max(1, min(len(list(same)) + 1, len(present)))
