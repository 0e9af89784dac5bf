"""Write what a run printed into its transcripts, the pictures that it took, and the record of the run beside them.

Where all outputs still agree, `...` included, they stay as they are: ids and durations that change with
each run make no commit. Where one does not, all are of this run, so that an id is the same from block to
block; only what has `...` and agrees stays. So does the picture of a page whose structure still agrees. Nothing is
written unless the whole folder succeeded.
"""

import os
from dataclasses import replace
from pathlib import Path

from book.model import Example
from book.model.example import RECORD
from book.model.record import digest, load, make
from book.run.compare import compare, difference
from book.run.folder import Outcome
from book.run.shell import Result
from lablint.formats.transcript import Step, TranscriptError, render


def capture(outcome: Outcome) -> list[str]:
    """Write the outcome of a folder that succeeded; return the files that changed."""
    contents = dict(outcome.contents)
    anew = any(difference(step, result.output) for seen in outcome.printed.values() for step, result in seen)
    for name, seen in outcome.printed.items():
        path = outcome.folder / name
        if path.read_bytes() != outcome.contents[name]:
            raise TranscriptError(path, 1, "it was changed while it ran; run it again")
        steps = [replace(s, output=result.output) if _is_written(s, result, anew) else s for s, result in seen]
        contents[name] = render(steps, path, [step for step, _ in seen]).encode()
    example = Example(outcome.folder)
    recorded = load(example)
    for picture in example.pictures:
        taken, asked = outcome.taken[picture.path.name], outcome.contents[picture.path.name]
        old = contents.get(picture.structure.name, b"") if picture.png.name in contents else b""
        asked_before = recorded is not None and recorded.files.get(picture.path.name) == digest(asked)
        if not (old and asked_before) or compare(old.decode(), taken.structure):
            contents |= {picture.structure.name: taken.structure.encode(), picture.png.name: taken.png}
    record = make(contents, outcome.ran_on, recorded)
    new = {name: content for name, content in contents.items() if outcome.contents.get(name) != content}
    new[RECORD] = record.text.encode()
    return [name for name, content in new.items() if write(outcome.folder / name, content)]


def _is_written(step: Step, result: Result, anew: bool) -> bool:
    """Tell whether an output is written: it differs, or another one of the example does, and it stands for no more."""
    return difference(step, result.output) is not None or (anew and "..." not in step.output.splitlines())


def write(path: Path, content: bytes) -> bool:
    """Replace a file at once, so that nobody ever finds half of it; return False if it is the same already."""
    if path.exists() and path.read_bytes() == content:
        return False
    new = path.with_name(f".{path.name}.new")
    new.write_bytes(content)
    if path.exists():
        new.chmod(path.stat().st_mode)
    os.replace(new, path)
    return True
