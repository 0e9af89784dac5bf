"""A transcript on a page: what is typed and what is printed are told apart by the transcript's own rule.

A lexer made for any terminal takes an output such as `$HOME` or `# nginx` for a prompt. The copy buttons rely
on the classes that the lines get.

Every line is a box of its own, so that a long one wraps below itself and not below its prompt. A table, that is
a line of heads in capitals and what follows it, keeps its columns instead and is moved sideways. What differs from
machine to machine is underlined, and a legend below says so; where it stands the language of the page is put in.

In front of the first command stands what brings the reader there: the folder and the namespace, as commands.
"""

import re
from collections.abc import Sequence
from html import escape
from itertools import groupby
from typing import Any

from book.model import varying
from book.model.layout import PAPER
from lablint.formats import transcript

# What no narrow screen may break after a hyphen, which a reader would take for a word's end: a short word, or
# else the name of an option. The rest of a long word goes on in the next line wherever it must.
WHOLE = re.compile(r"(?<!\S)(?:(?=\S*-)\S{2,24}(?!\S)|--?\w[\w-]*=?)")
COURSE = "~/course"  # where readers unpack the archives, as start/your-machine says
# What the head of a fence may tell: the example's folder; the one inside with a solution's files, which are brought
# where the reader has none of that name; its namespace, to be made, gone back to, or removed.
OPTIONS = {"folder", "brings", "makes", "enters", "removes"}
PHONE = 36  # letters that every screen has room for
LEGEND = "<!-- varies -->"


def known_options(language: str, inputs: dict[str, str], options: dict[str, Any], attrs: Any, md: Any) -> bool:
    """Take the options of `OPTIONS` from the head of a fence; refuse any other."""
    options.update(inputs)
    return set(inputs) <= OPTIONS


def fence(source: str, language: str, css_class: str, options: dict[str, Any], md: Any, **_: Any) -> str:
    """Return the HTML of a `console` fence, with what its options ask for around it."""
    shown = around("begins", begin(options))
    for typed, group in groupby(transcript.lines(source), key=lambda line: bool(line.prompt)):
        if typed:
            shown += [command(line.prompt, line.text) for line in group]
        else:
            shown += printed([line.text for line in group])
    if "removes" in options:
        shown += around("ends", [f"kubectl delete namespace {options['removes']}"])
    html = "".join(shown)
    legend = f'<p class="varies">{LEGEND}</p>' if "<u>" in html else ""
    return f'<div class="language-console highlight"><pre><code>{html}</code></pre>{legend}</div>'


def begin(options: dict[str, Any]) -> list[str]:
    """Return the commands that bring a reader where the block's own ones work."""
    commands = [f"cd {COURSE}/{options['folder']}"] if "folder" in options else []
    if "brings" in options:
        commands.append(f"cp -Rn {options['brings']}/. .")
    if "makes" in options:
        commands.append(f"kubectl create namespace {options['makes']}")
    if name := options.get("makes", options.get("enters")):
        commands.append(f"kubectl config set-context --current --namespace {name}")
    return commands


def around(css_class: str, commands: list[str]) -> list[str]:
    """Return the HTML of commands that are no part of the transcript."""
    return (
        [f'<span class="{css_class}">', *(command(transcript.PROMPT, text) for text in commands), "</span>"]
        if commands
        else []
    )


def command(prompt: str, text: str) -> str:
    """Return the HTML of a line that is typed; with the prompt of a continuation it goes on with the one above."""
    css_class = "command more" if prompt == transcript.CONTINUATION else "command"
    return f'<span class="{css_class}"><span class="gp">{escape(prompt)}</span>{marked(text)}\n</span>'


def printed(lines: list[str]) -> list[str]:
    """Return the HTML of the lines of an output, those of a table together."""
    shown: list[str] = []
    in_table = False
    for line, spans in zip(lines, varying.spans(lines), strict=True):
        heads = re.split(r" {2,}", line.strip())
        if in_table and "  " not in line.strip():
            shown.append("</span>")
            in_table = False
        if not in_table and len(heads) > 1 and all(varying.HEAD.fullmatch(head) for head in heads):
            width = max(len(row) for row in lines)
            shown.append(
                f'<span class="columns" style="--wide: {width}">' if width > PAPER else '<span class="columns">'
            )
            in_table = True
        blanks = len(line) - len(line.lstrip())
        indent = f' style="--indent:{blanks}ch"' if blanks and len(line) > PHONE else ""
        shown.append(f'<span class="go"{indent}>{marked(line, spans)}\n</span>')
    return [*shown, "</span>"] if in_table else shown


def marked(line: str, spans: Sequence[varying.Span] = ()) -> str:
    """Return the HTML of a line: what varies underlined, the words of `WHOLE` marked as such."""
    pieces = [(*span, "<u>", "</u>") for span in spans]
    for found in WHOLE.finditer(line):
        if all(found.end() <= start or end <= found.start() for start, end in spans):
            pieces.append((*found.span(), '<span class="whole">', "</span>"))
    parts, done = [], 0
    for start, end, opens, closes in sorted(pieces):
        parts += [escape(line[done:start]), opens, escape(line[start:end]), closes]
        done = end
    return "".join(parts) + escape(line[done:])
