"""The record of a run, `run.json`: on what an example ran, with which files, and what it printed.

The record lets anybody check without an engine that a page tells the truth: each file of the
example has its SHA-256 there, and each line of a transcript a short digest, so that an output
somebody edited is found with its line. The date is that of the run which last changed anything
else in the record: running again what has not changed makes no commit.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import takewhile
from pathlib import Path

from book.model.example import RECORD, Example
from book.model.picture import STRUCTURE
from lablint.problem import Problem


@dataclass(frozen=True)
class Record:
    """A record: on what the example ran (engine, versions, architecture), its files, their lines, the day."""

    ran_on: dict[str, str]
    files: dict[str, str]  # the SHA-256 of each
    lines: dict[str, str]  # of each transcript and each structure of a page: six digits for each line
    date: str

    @property
    def text(self) -> str:
        """The record as it stands in its file."""
        data = {**self.ran_on, "files": self.files, "lines": self.lines, "date": self.date}
        return json.dumps(data, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def make(contents: dict[str, bytes], ran_on: dict[str, str], previous: Record | None) -> Record:
    """Return the record of a run of these files; `ran_on` says with what."""
    files = {name: digest(content) for name, content in contents.items()}
    outputs = {name: data for name, data in contents.items() if name.endswith((".console", STRUCTURE))}
    lines = {name: " ".join(line_digests(data)) for name, data in outputs.items()}
    if previous and (previous.ran_on, previous.files, previous.lines) == (ran_on, files, lines):
        return previous
    return Record(ran_on, files, lines, datetime.now(UTC).date().isoformat())


def load(example: Example) -> Record | None:
    """Return the example's record, None where there is none that can be read."""
    try:
        data = json.loads((example.folder / RECORD).read_text(encoding="utf-8"))
        files, lines, date = (data.pop(key) for key in ("files", "lines", "date"))
    except (OSError, ValueError, AttributeError, KeyError, TypeError):
        return None
    return Record(data, files, lines, date) if "engine" in data else None


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def line_digests(content: bytes) -> list[str]:
    """Return six digits for each line: enough to find the one that changed; the file's digest proves that one did."""
    return [digest(line)[:6] for line in content.splitlines(keepends=True)]


def check_record(example: Example) -> list[Problem]:
    """Return what of the example is not what ran: nothing has to be executed to know."""
    if not example.runs:
        return []
    folder, here = example.folder, Path.cwd()
    again = f"run scripts/run --update {folder.relative_to(here) if folder.is_relative_to(here) else folder}"
    record = load(example)
    if record is None:
        first = next(iter(example.transcripts), folder / RECORD)  # the record itself is not there to be opened
        return [Problem(first, 1, "never-run", f"there is no record that this example ever ran; {again}")]
    problems = []
    for name in sorted({*example.paths, *record.files}):
        path, line, rule = example.paths.get(name, folder / name), 1, "example-changed"
        if name not in record.files:
            message = "this file was not there when the outputs were captured"
        elif name not in example.paths:
            message = "this file is gone since the outputs were captured"
        elif digest(content := path.read_bytes()) == record.files[name]:
            continue
        elif name in record.lines:
            line = _first_change(record.lines[name].split(), line_digests(content))
            rule, message = "transcript-edited", "this line is not what the run printed"
        else:
            message = "this file changed since the outputs were captured"
        problems.append(Problem(path, line, rule, f"{message}; {again}"))
    return problems


def changed(example: Example) -> list[Problem]:
    """Return what of the example is not what ran, nothing if it has never been recorded."""
    return check_record(example) if load(example) else []


def _first_change(recorded: list[str], present: list[str]) -> int:
    """Return the first line that differs, from 1."""
    same = takewhile(lambda pair: pair[0] == pair[1], zip(recorded, present, strict=False))
    return max(1, min(len(list(same)) + 1, len(present)))
