"""Read a transcript: shell commands and the output each one printed.

A line that starts with `$ ` is a command; one that ends in a backslash goes on in a line that
starts with `> `. The lines below are its output, up to the next command; a line that is only
`...` stands for any lines, also for none. Nothing else has a meaning, so that a reader can take
a transcript for what it looks like: a terminal.

Tabs, trailing spaces and CRLF are invisible on a page and a run never writes them: an output
that has one was typed by hand.
"""

from dataclasses import dataclass
from pathlib import Path

PROMPT, CONTINUATION, ANY = "$ ", "> ", "..."


@dataclass(frozen=True)
class Step:
    """One command of a transcript and the output the book shows for it."""

    command: str  # as bash reads it: continued lines end in a backslash and a newline
    output: str  # whole lines
    line: int  # of the command, from 1

    @property
    def output_line(self) -> int:
        """The line where the output begins."""
        return self.line + self.command.count("\n") + 1

    @property
    def text(self) -> str:
        """The step as it stands in a transcript."""
        return PROMPT + self.command.replace("\n", "\n" + CONTINUATION) + "\n" + self.output


class TranscriptError(ValueError):
    """A transcript that cannot be read; the text names file, line and what to do."""

    def __init__(self, path, line: int, message: str):
        super().__init__(f"{path}:{line}: transcript-syntax {message}")
        self.path, self.line, self.message = path, line, message


def read(path) -> list[Step]:
    """Return the steps of the transcript in that file; raise TranscriptError if it cannot be read."""
    try:
        return parse(Path(path).read_bytes().decode("utf-8"), path)
    except UnicodeDecodeError as error:
        raise TranscriptError(path, 1, f"this is not UTF-8 ({error.reason}); save the file as UTF-8") from error


def parse(text: str, path="transcript") -> list[Step]:
    """Return the steps of a transcript's text; raise TranscriptError at the first line that breaks a rule."""
    steps: list[Step] = []
    lines = text.split("\n")
    if lines.pop():
        raise TranscriptError(path, len(lines) + 1, "the last line has no newline; end the file with one")
    for number, line in enumerate(lines, 1):
        if problem := _invisible(line):
            raise TranscriptError(path, number, problem)
        last = steps[-1] if steps else None
        continues = last is not None and not last.output and last.command.endswith("\\")
        if continues and not line.startswith(CONTINUATION):
            raise TranscriptError(path, number, "the command above ends in a backslash; continue it with `> …`")
        if continues:
            steps[-1] = Step(f"{last.command}\n{line.removeprefix(CONTINUATION)}", "", last.line)
        elif line.startswith(PROMPT):
            steps.append(Step(line.removeprefix(PROMPT), "", number))
        elif line == PROMPT.rstrip():
            raise TranscriptError(path, number, "this command is empty; write one after `$ ` or remove the line")
        elif last is None:
            raise TranscriptError(path, number, "this is output without a command; begin with `$ command`")
        elif line.startswith(CONTINUATION) and not last.output:
            raise TranscriptError(path, number, "the command above does not go on here; end it with a backslash")
        else:
            steps[-1] = Step(last.command, f"{last.output}{line}\n", last.line)
    if not steps:
        raise TranscriptError(path, 1, "there is no command; begin with `$ command`")
    if steps[-1].command.endswith("\\"):
        raise TranscriptError(path, len(lines), "the command ends in a backslash; continue it with `> …`")
    return steps


def render(steps: list[Step], path="transcript") -> str:
    """Return the transcript's text; raise TranscriptError if an output would read as something else."""
    for step in steps:
        try:
            again = parse(step.text, path)
        except TranscriptError:
            again = []
        if [(other.command, other.output) for other in again] != [(step.command, step.output)]:
            message = "this command prints a line that looks like a prompt; filter it, as with `| sed 's/^/  /'`"
            raise TranscriptError(path, step.line, message)
    return "".join(step.text for step in steps)


def _invisible(line: str) -> str:
    if "\r" in line:
        return "this line ends in CRLF; save the file with LF"
    if "\t" in line:
        return "there is a tab; write spaces (scripts/run --update does)"
    if line != line.rstrip():
        return "there is a space at the end of the line; remove it"
    return ""
