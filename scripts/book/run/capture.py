"""Write what a run printed into its transcripts, and the record of the run beside them.

An output that still agrees, `...` included, stays as it is: ids and durations that change with
each run make no commit. Nothing is written unless the whole folder succeeded.
"""

from dataclasses import replace

from book.run import record
from book.run.compare import difference
from book.run.folder import Outcome
from book.run.transcript import TranscriptError, render


def capture(outcome: Outcome) -> list[str]:
    """Write the outcome of a folder that succeeded; return the files that changed."""
    contents = dict(outcome.contents)
    for name, seen in outcome.printed.items():
        path = outcome.folder / name
        if path.read_bytes() != outcome.contents[name]:
            raise TranscriptError(path, 1, "it was changed while it ran; run it again")
        steps = [replace(s, output=result.output) if difference(s, result.output) else s for s, result in seen]
        contents[name] = render(steps, path).encode()
    new = record.make(contents, outcome.ran_on, record.load(outcome.folder))
    texts = {name: contents[name].decode() for name in outcome.printed} | {record.NAME: record.as_text(new)}
    changed = []
    for name, text in texts.items():
        if record.write(outcome.folder / name, text):
            changed.append(name)
    return changed
