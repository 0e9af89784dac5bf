"""The shell of a Dockerfile: every RUN through ShellCheck, heredocs too, each finding on its line.

A RUN reaches the shell as one line, without the comments within it: that is what ShellCheck gets, with the
variables of ARG and ENV set. A heredoc that is the whole of a RUN is a script, in the shell that its
first line names; one that a command reads stays where it is, and is a script too if that command is a shell.
"""

import json
import re
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from book.lint import tool
from book.lint.texts import Source
from lablint.formats.dockerfile import HEREDOC, Heredoc, Instruction, parse
from lablint.problem import Problem

COMMAND = ["shellcheck", "--format=json1", "--exclude=SC1090,SC1091,SC2154"]
SHELLS = {"sh": "sh", "bash": "bash", "dash": "dash", "ash": "busybox", "ksh": "ksh"}
SHEBANG = re.compile(r"^#!\s*(?:\S*/env\s+(?:-S\s+)?)?(?:\S*/)?(\w+)(.*)")
WINDOWS = re.compile(r"windows|nanoserver|servercore", re.IGNORECASE)
NAME = re.compile(r"[A-Za-z_]\w*")
STOPS = re.compile(r"^\s*set\s+-(\w*e|o\s+errexit)", re.MULTILINE)
GOES_ON = re.compile(r"(\\|&&|\|\|?)\s*$")
IGNORE = re.compile(r"hadolint\s+(?:global\s+)?ignore\s*=\s*(.+)")


@dataclass(frozen=True)
class Script:
    """Shell text with the lines where it stands: `first` for each character of its first line, then `rest`."""

    text: str
    shell: str
    first: list[int]
    rest: list[int]
    ignored: frozenset[str] = frozenset()

    def line(self, row: int, column: int) -> int:
        """Return the line of the Dockerfile for a place of the script, both from 1."""
        if row == 1 and self.first:
            return self.first[min(max(column, 1), len(self.first)) - 1]
        lines = self.rest if not self.first else [self.first[0], *self.rest]
        return lines[min(row, len(lines)) - 1]


def check(sources: Iterable[Source]) -> Iterator[Problem]:
    """Yield what ShellCheck says of the shell in RUN, and scripts that go on after an error."""
    with tempfile.TemporaryDirectory() as folder:
        files: dict[str, tuple[Source, Script]] = {}
        for source in sources:
            instructions = parse(source.text)
            for script in scripts(instructions):
                file = Path(folder) / f"{len(files)}.sh"
                export = " ".join(["export PATH", *(f"{name}=1" for name in _variables(instructions))])
                file.write_text(f"# shellcheck shell={script.shell}\n{export}\n{script.text}\n", encoding="utf-8")
                files[str(file)] = source, script
            yield from _goes_on(source, instructions)
        if files:
            asked = [Source(source.path, Path(file), "shell") for file, (source, _) in files.items()]
            for found in json.loads(tool.run(COMMAND, asked))["comments"]:
                source, script = files[found["file"]]
                code = f"SC{found['code']}"
                if code not in script.ignored:
                    line = script.line(found["line"] - 2, found["column"])
                    yield source.problem(line, code, found["message"])


def scripts(instructions: list[Instruction]) -> Iterator[Script]:
    """Yield the shell texts of the RUNs."""
    everywhere = frozenset().union(*(_ignored(item.comments) for item in instructions if _global(item.comments)))
    for shell, item in _runs(instructions):
        if item.listed is not None or not all(heredoc.closed for heredoc in item.heredocs):
            continue
        ignored = everywhere | _ignored(item.comments)
        whole = HEREDOC.fullmatch(item.text.strip())
        for heredoc in item.heredocs:
            reader = shell if whole else Path(item.text.split()[0]).name
            if (reader := _reader(heredoc, reader)) in SHELLS:
                text = re.sub(r"^#!.*", "#", heredoc.text)
                lines = [heredoc.line + number for number in range(text.count("\n"))]
                yield Script(text, SHELLS[reader], [], lines or [item.line], ignored)
        if not whole and shell in SHELLS and item.text.strip():
            below = "".join(f"\n{heredoc.text}{heredoc.name}" for heredoc in item.heredocs)
            rest = [line for h in item.heredocs for line in range(h.line, h.line + h.text.count("\n") + 1)]
            yield Script(item.text + below, SHELLS[shell], item.lines, rest, ignored)


def _runs(instructions: list[Instruction]) -> Iterator[tuple[str, Instruction]]:
    """Yield (shell, instruction) of each RUN."""
    shell, name = "sh", ""
    of_stage: dict[str, str] = {}
    for item in instructions:
        words = [word for word, _ in item.words] if item.name in ("FROM", "SHELL") else []
        if item.name == "FROM" and words:
            shell = of_stage.get(words[0].lower(), "cmd" if WINDOWS.search(words[0]) else "sh")
            name = words[2].lower() if len(words) > 2 else ""
        elif item.name == "SHELL" and words:
            shell = words[0].replace("\\", "/").rpartition("/")[2].lower()
        elif item.name == "RUN":
            yield shell, item
        if item.name in ("FROM", "SHELL") and words and (item.name == "SHELL" or name):
            of_stage[name] = shell


def _goes_on(source: Source, instructions: list[Instruction]) -> Iterator[Problem]:
    """Yield scripts of several commands in which an error does not end the build."""
    stops = any(re.fullmatch(r"-\w*e\w*", word) for i in instructions if i.name == "SHELL" for word, _ in i.words)
    for shell, item in _runs(instructions):
        if stops or not HEREDOC.fullmatch(item.text.strip()):
            continue
        for heredoc in item.heredocs:
            lines = [line for line in heredoc.text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
            commands = [line for before, line in zip(["", *lines], lines, strict=False) if not GOES_ON.search(before)]
            shebang = SHEBANG.match(heredoc.text)
            stopped = STOPS.search(heredoc.text) or (shebang and re.search(r"\s-\w*e", shebang[2]))
            if _reader(heredoc, shell) in SHELLS and len(commands) > 1 and not stopped:
                message = "only the last command's error ends the build; begin the text with set -e"
                yield source.problem(item.line, "heredoc-goes-on", message)


def _reader(heredoc: Heredoc, default: str) -> str:
    shebang = SHEBANG.match(heredoc.text)
    return shebang[1] if shebang else default


def _variables(instructions: list[Instruction]) -> list[str]:
    words = (word for item in instructions if item.name in ("ARG", "ENV") for word, _ in item.words)
    return sorted({word.partition("=")[0] for word in words if NAME.fullmatch(word.partition("=")[0])})


def _global(comments: list[str]) -> bool:
    return any("global" in comment for comment in comments)


def _ignored(comments: list[str]) -> frozenset[str]:
    found = [match[1] for comment in comments if (match := IGNORE.search(comment))]
    return frozenset(code.strip() for codes in found for code in codes.split(","))
