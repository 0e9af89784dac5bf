"""Dockerfiles: what Docker could not read, then hadolint.

hadolint knows a heredoc only as the whole of a RUN and only with an empty line behind it, no mount without a
target, no device, no port in quotes or with a default and no `1m30s`: it gets a copy in a form that it knows.
What it says of the shell is left out, since it says one thing for each RUN; `run` says all of it.
"""

import json
import re
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from book.lint import tool
from book.lint.dockerfile import form
from book.lint.texts import Source
from lablint.formats import dockerfile as syntax
from lablint.formats.dockerfile import Instruction
from lablint.problem import Problem

CONFIG = Path(__file__).parents[1] / "config" / "hadolint.yaml"
COMMAND = ["hadolint", "--config", str(CONFIG), "--format", "json"]
WHOLE_FILE = {"DL3006", "DL3007", "DL3061"}  # needs the FROM line, which a fragment may lack
SYNTAX, EXEC_FORM = "DL1000", "DL3025"
FROM = re.compile(r"^\s*FROM\s", re.MULTILINE | re.IGNORECASE)
HEALTH = re.compile(r"\s*(?:ONBUILD\s+)?HEALTHCHECK\s", re.IGNORECASE)
FORM = "dockerfile-form"
STAND_INS = [
    (re.compile(r"--mount=(?!\S*(?:target|dst|destination)=|\S*type=(?:secret|ssh))"), "--mount=target=/,"),
    (re.compile(r"--device=\S+"), "--network=default"),
    (re.compile(r"^([ \t]*EXPOSE)[ \t].*[\"'{].*(?<!\\)$", re.MULTILINE | re.IGNORECASE), r"\1 80"),
    (re.compile(r"(--(?:interval|timeout|start-period|start-interval))=[\d.]+[a-z]+\d?\S*"), r"\1=1s"),
]


def check(sources: Iterable[Source]) -> Iterator[Problem]:
    """Yield what Docker could not read, and what hadolint says of the files that it could."""
    with tempfile.TemporaryDirectory() as folder:
        asked: list[Source] = []
        copies: dict[str, tuple[Source, list[int]]] = {}
        for source in sources:
            text = source.text
            instructions = syntax.parse(text)
            fault = next((fault for item in instructions for fault in item.faults), None)
            faults = [fault] if fault else [(line, FORM, message) for line, message in form.check(instructions)]
            yield from (source.problem(*fault) for fault in faults)
            if faults:
                continue
            if any(item.heredocs for item in instructions) or any(unknown.search(text) for unknown, _ in STAND_INS):
                copied, lines = for_hadolint(text, instructions)
                copy = Path(folder) / f"{len(copies)}.Dockerfile"
                copy.write_text(copied, encoding="utf-8")
                copies[str(copy)] = source, lines
                source = Source(source.path, copy, source.kind)
            asked.append(source)
        if asked:
            yield from _hadolint(asked, copies)


def _hadolint(sources: list[Source], copies: dict[str, tuple[Source, list[int]]]) -> Iterator[Problem]:
    known = tool.by_file(sources)
    for found in json.loads(tool.run(COMMAND, sources) or "[]"):
        source, line, code = known[found["file"]], found["line"], found["code"]
        if found["file"] in copies:
            source, lines = copies[found["file"]]
            line = lines[min(line, len(lines)) - 1]
        if code.startswith("SC") or (source.fragment and code in WHOLE_FILE and not FROM.search(source.text)):
            continue
        if code == EXEC_FORM and HEALTH.match(source.text.split("\n")[line - 1]):
            continue  # a check of health gets no signals, and wants `||`
        message = f"Docker cannot read this line: {found['message']}" if code == SYNTAX else found["message"]
        yield source.problem(line, code, message)


def for_hadolint(text: str, instructions: Iterable[Instruction]) -> tuple[str, list[int]]:
    """Return (text for hadolint, the line of the original for each of its lines)."""
    for unknown, stand_in in STAND_INS:
        text = unknown.sub(stand_in, text)
    lines = [(line, number) for number, line in enumerate(text.split("\n"), 1)]
    behind = set()  # lines that need an empty one behind them
    for item in instructions:
        script = item.name == "RUN" and syntax.HEREDOC.fullmatch(item.text.strip())
        matches = [*syntax.HEREDOC.finditer(item.text)] if item.heredocs else []
        for match, heredoc in zip(matches, item.heredocs, strict=False):
            at, last = item.line_at(match.start()), heredoc.line + heredoc.text.count("\n")
            line = lines[at - 1][0]
            word = "" if item.name == "RUN" else "heredoc"
            lines[at - 1] = line.replace(match[0], f"<<{heredoc.name}" if script else word, 1), at
            for number in range(heredoc.line, last + 1):
                lines[number - 1] = (lines[number - 1][0] if script and number < last else "#"), number
            if script:
                lines[last - 1] = heredoc.name, last
                behind.add(last)
    copied = []
    for line, number in lines:
        copied += [(line, number), ("", number)] if number in behind else [(line, number)]
    return "\n".join(line for line, _ in copied), [number for _, number in copied]
