"""A transcript: what a terminal shows of shell commands and what each one printed.

A line that starts with `$ ` is a command; one that ends in a backslash goes on in a line that
starts with `> `. The lines below are its output, up to the next command; a line that is only
`...` stands for any lines, also for none.

A command that asks for a terminal (`docker exec -it web sh`) may open a session: in its output, a
line that starts with a prompt of `PROMPTS` was typed there. `# `, which may as well begin a
comment in a file that is shown, is one only where the session began with it. Nothing else has a
meaning, so that a reader can take a transcript for what it looks like.

Tabs, trailing spaces and CRLF are invisible on a page and a run never writes them: an output
that has one was typed by hand.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

PROMPT, CONTINUATION, ANY = "$ ", "> ", "..."

# What a reader finds at the start of a line, inside: of which program it is the prompt.
PROMPTS = {
    "sh of root": r"# ",
    "busybox": r"[/~]\S* [#$] ",
    "bash": r"(?:\[[^\s@]+@\S+ \S+\]|[\w.-]+@[\w.-]+:\S*|(?:ba)?sh-\d+\.\d+)[#$] ",
    "psql": r"[\w-]+[=\-*^!('\"][#>] ",
    "redis-cli": r"(?:[\w.-]+:\d+(?:\[\d+\])?|not connected)> ",
    "python": r">>> ",
}
INSIDE = re.compile("|".join(PROMPTS.values()))
ROOTS = PROMPTS["sh of root"]

# An option for a terminal: -it, -ti, -i -t, also with -d; Compose gives one unless it is told not to.
WANTED = re.compile(r"(?<!\S)(?:-d?(?:it|ti)d?|-i -t|-t -i|--interactive --tty|--tty --interactive)(?!\S)")
OPENS = re.compile(r"\b(?:docker|podman|nerdctl|kubectl|crictl|ctr)\b.*?\b(?:run|exec|start|attach|debug)\b(.*)", re.S)
REFUSED = r"(?:\s+-\S+)*\s+(?:-d|--detach)\s|.*\s(?:-T|--no-tty|--no-TTY)\s"
COMPOSE = re.compile(rf"\bdocker compose\b.*?\b(?:exec|run)\b(?!{REFUSED})", re.S)


class Line(NamedTuple):
    """A line of a transcript: its prompt, what stands behind that, and whether it was typed inside."""

    prompt: str  # nothing: what a program printed
    text: str
    inside: bool = False


class Typed(NamedTuple):
    """A line that is typed inside: the prompt at which it is, the text, its line in the transcript, from 1."""

    prompt: str
    text: str
    line: int


@dataclass(frozen=True)
class Step:
    """One command of a transcript and the output the book shows for it."""

    command: str  # as bash reads it: continued lines end in a backslash and a newline
    output: str  # whole lines, of a session also those that are typed
    line: int  # of the command, from 1

    @property
    def output_line(self) -> int:
        """The line where the output begins."""
        return self.line + self.command.count("\n") + 1

    @property
    def text(self) -> str:
        """The step as it stands in a transcript."""
        return PROMPT + self.command.replace("\n", "\n" + CONTINUATION) + "\n" + self.output

    @property
    def typed(self) -> list[Typed]:
        """The lines that are typed inside, those that go on with another included."""
        found = enumerate(lines(self.text), self.line)
        return [Typed(line.prompt, line.text, number) for number, line in found if line.inside]


class TranscriptError(ValueError):
    """A transcript that cannot be read; the text names file, line and what to do."""

    def __init__(self, path: Path | str, line: int, message: str):
        super().__init__(f"{path}:{line}: transcript-syntax {message}")
        self.path, self.line, self.message = path, line, message


def asks_for_terminal(command: str) -> bool:
    """Tell whether a command asks the engine or the cluster for a terminal inside."""
    words = command.replace("\\\n", " ").partition(" -- ")[0]
    opens = OPENS.search(words)
    return bool(opens and WANTED.search(opens[1]) or COMPOSE.search(words))


def lines(text: str) -> Iterator[Line]:
    """Yield the lines of a transcript's text for what they are, whatever else is wrong with it."""
    command, first = "", ""  # the last command of the outer shell, and the first prompt below it
    above = Line("", "")
    for line in text.removesuffix("\n").split("\n"):
        goes_on = above.prompt and above.text.endswith("\\")
        if goes_on and line.startswith(CONTINUATION):
            above = Line(CONTINUATION, line.removeprefix(CONTINUATION), above.inside)
            command += "" if above.inside else f"\n{above.text}"
        elif line.startswith(PROMPT):
            above = Line(PROMPT, line.removeprefix(PROMPT))
            command, first = above.text, ""
        elif (prompt := at_prompt(line, first)) and line != prompt and asks_for_terminal(command):
            above, first = Line(prompt, line.removeprefix(prompt), True), first or prompt
        else:
            above = Line("", line)
        yield above


def commands(text: str) -> list[str]:
    """Return the lines of the outer shell's commands: what is typed inside may be of any language."""
    return [line.text for line in lines(text) if line.prompt and not line.inside]


def at_prompt(line: str, first: str = "") -> str:
    """Return the prompt with which a line begins in a session whose first prompt was `first`, nothing if with none."""
    found = INSIDE.match(line)
    return found[0] if found and (found[0] != ROOTS or first in ("", ROOTS)) else ""


def read(path: Path | str) -> list[Step]:
    """Return the steps of the transcript in that file; raise TranscriptError if it cannot be read."""
    try:
        return parse(Path(path).read_bytes().decode("utf-8"), path)
    except UnicodeDecodeError as error:
        raise TranscriptError(path, 1, f"this is not UTF-8 ({error.reason}); save the file as UTF-8") from error


def parse(text: str, path: Path | str = "transcript") -> list[Step]:
    """Return the steps of a transcript's text; raise TranscriptError at the first line that breaks a rule."""
    steps: list[Step] = []
    if not text:
        raise TranscriptError(path, 1, "there is no command; begin with `$ command`")
    if not text.endswith("\n"):
        raise TranscriptError(path, text.count("\n") + 1, "the last line has no newline; end the file with one")
    above = Line("", "")
    for number, line in enumerate(lines(text), 1):
        whole = line.prompt + line.text
        if problem := _invisible(whole):
            raise TranscriptError(path, number, problem)
        last = steps[-1] if steps else None
        if above.text.endswith("\\") and above.prompt and line.prompt != CONTINUATION:
            raise TranscriptError(path, number, "the command above ends in a backslash; continue it with `> …`")
        if line.prompt == PROMPT:
            steps.append(Step(line.text, "", number))
        elif whole == PROMPT.rstrip():
            raise TranscriptError(path, number, "this command is empty; write one after `$ ` or remove the line")
        elif last is None:
            raise TranscriptError(path, number, "this is output without a command; begin with `$ command`")
        elif line.prompt == CONTINUATION and not line.inside:
            steps[-1] = Step(f"{last.command}\n{line.text}", "", last.line)
        elif whole.startswith(CONTINUATION) and above.prompt and not line.prompt:
            raise TranscriptError(path, number, "the command above does not go on here; end it with a backslash")
        else:
            steps[-1] = Step(last.command, f"{last.output}{whole}\n", last.line)
        above = line
    if above.prompt and above.text.endswith("\\"):
        raise TranscriptError(path, text.count("\n"), "the command ends in a backslash; continue it with `> …`")
    return steps


def render(steps: list[Step], path: Path | str = "transcript", were: list[Step] | None = None) -> str:
    """Return the transcript's text; raise TranscriptError if an output would read as something else.

    What is typed inside stands in the output: `were` are the steps that ran, and it is to be the same.
    """
    for step, was in zip(steps, were or steps, strict=True):
        try:
            again = parse(step.text, path)
        except TranscriptError:
            again = []
        same = [(other.command, other.output) for other in again] == [(step.command, step.output)]
        if not same or [line.text for line in step.typed] != [line.text for line in was.typed]:
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
