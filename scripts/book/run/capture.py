"""Write what a run printed into its transcripts, and the record of the run beside them.

An output that still agrees, `...` included, stays as it is: ids and durations that change with
each run make no commit. Nothing is written unless the whole folder succeeded.
"""

import os
from dataclasses import replace
from pathlib import Path

from book.model import Example
from book.model.example import RECORD
from book.model.record import load, make
from book.run.compare import difference
from book.run.folder import Outcome
from lablint.formats.transcript import TranscriptError, render


def capture(outcome: Outcome) -> list[str]:
    """Write the outcome of a folder that succeeded; return the files that changed."""
    contents = dict(outcome.contents)
    for name, seen in outcome.printed.items():
        path = outcome.folder / name
        if path.read_bytes() != outcome.contents[name]:
            raise TranscriptError(path, 1, "it was changed while it ran; run it again")
        steps = [replace(s, output=result.output) if difference(s, result.output) else s for s, result in seen]
        contents[name] = render(steps, path, [step for step, _ in seen]).encode()
    new = make(contents, outcome.ran_on, load(Example(outcome.folder)))
    texts = {name: contents[name].decode() for name in outcome.printed} | {RECORD: new.text}
    changed = []
    for name, text in texts.items():
        if write(outcome.folder / name, text):
            changed.append(name)
    return changed


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
