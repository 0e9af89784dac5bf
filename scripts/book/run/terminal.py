"""The terminal of a reader: what a command finds in its environment, and what of its output can be seen.

Commands run on a terminal, because many print something else into a pipe (`ctr` its errors, `docker pull`
its progress). What they draw there is reduced to what stands on the screen in the end: no colours, no bar
that grew, no text that was written over. The window is as wide as terminals are in the beginning; a longer
line is not broken there: the page does that.

What a terminal would make worse for a reader, or different each time, is switched off:

| program | on a terminal | here | why |
| --- | --- | --- | --- |
| BuildKit | steps that redraw each other | `BUILDKIT_PROGRESS=plain` | they hide what a step printed |
| Compose | spinners, times, a menu | `COMPOSE_PROGRESS=plain`, no menu | times and the order of lines are luck |
| docker | advice below an output | `DOCKER_CLI_HINTS=false` | it changes with each release |
| any | colours | `NO_COLOR=1` | the page has its own |
| any | a pager | `PAGER=cat` | it would wait for a key |
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from book.model import ROOT

ROWS, COLUMNS = 100, 80  # of the window: no pager begins

# What differs between machines and shows in outputs.
ENVIRONMENT = {
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
    "TERM": "xterm",
    "NO_COLOR": "1",
    "PAGER": "cat",
    "BUILDKIT_PROGRESS": "plain",
    "COMPOSE_ANSI": "never",
    "COMPOSE_PROGRESS": "plain",
    "COMPOSE_MENU": "false",
    "DOCKER_CLI_HINTS": "false",
    "COURSE": str(ROOT),  # the project's folder, for those who check files with its commands
}
# What a user has set for other work: it would change what an example does.
FOREIGN = re.compile(
    r"COMPOSE_.*|BASH_.*|ENV|CDPATH|PYTHONPATH|VIRTUAL_ENV|DOCKER_DEFAULT_PLATFORM|BUILDX_BUILDER"
    r"|COLUMNS|LINES|KUBECONFIG|KUBE_EDITOR|KUBECTL_.*|HELM_.*|KIND_CLUSTER_NAME|CONTAINERD_.*"
)
LOCAL = "localhost,127.0.0.1,::1"  # a proxy does not know what an example publishes

CONTROL = re.compile(
    r"\x1b\[(?P<numbers>[0-?]*)[ -/]*(?P<command>[@-~])"
    r"|\x1b(?:\][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]+[0-~]|[0-Z\\-~])"
    r"|(?P<sign>[\x00-\x1f\x7f])"
)


class Screen(NamedTuple):
    """What stands on a screen, and where its cursor is, from 0."""

    rows: list[str]
    row: int
    column: int

    @property
    def line(self) -> str:
        """What stands before the cursor."""
        return self.rows[self.row].ljust(self.column)[: self.column]


def environment(base: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of the examples: that of the user, made predictable."""
    kept = {name: value for name, value in base.items() if not FOREIGN.fullmatch(name)}
    for name in ("NO_PROXY", "no_proxy"):
        kept[name] = ",".join(filter(None, [kept.get(name), LOCAL]))
    return kept | ENVIRONMENT


def screen(raw: bytes | bytearray) -> Screen:
    """Return what a terminal shows that got these bytes, with all lines that have scrolled away."""
    text = raw.decode("utf-8", "replace")
    rows, row, column, end = [""], 0, 0, 0
    for found in CONTROL.finditer(text):
        if written := text[end : found.start()]:
            rows[row], column = _write(rows[row], column, written)
        end = found.end()
        if sign := found["sign"]:
            if sign == "\n":
                row, column = row + 1, 0
            elif sign == "\r":
                column = 0
            elif sign == "\b":
                column = max(0, column - 1)
            elif sign == "\t":
                column += 8 - column % 8
        elif command := found["command"]:
            number = int(number) if (number := found["numbers"].partition(";")[0]).isdigit() else None
            if command in "AF":
                row = max(0, row - (number or 1))
            elif command in "BE":
                row += number or 1
            elif command == "C":
                column += number or 1
            elif command == "D":
                column = max(0, column - (number or 1))
            elif command == "G":
                column = (number or 1) - 1
            elif command == "H":  # of the screen that begins with this output
                row, column = (number or 1) - 1, 0
            elif command == "P":
                rows[row] = rows[row][:column] + rows[row][column + (number or 1) :]
            elif command == "@":
                rows[row] = rows[row][:column] + " " * (number or 1) + rows[row][column:]
            elif command == "K":
                rows[row] = _erased(rows[row], column, number)
            elif command == "J":
                rows[row] = _erased(rows[row], column, number)
                rows[row + 1 :] = []
                rows[: row if number else 0] = [""] * (row if number else 0)
            if command in "EF":
                column = 0
        rows += [""] * (row + 1 - len(rows))
    if written := text[end:]:
        rows[row], column = _write(rows[row], column, written)
    return Screen(rows, row, column)


def as_seen(raw: bytes | bytearray) -> str:
    """Return the lines that a terminal shows, without spaces at their ends.

    Empty lines at the end are left out: nobody sees them before the next prompt.
    """
    shown = [row.rstrip() for row in screen(raw).rows]
    while shown and not shown[-1]:
        shown.pop()
    return "".join(f"{line}\n" for line in shown)


def _write(row: str, column: int, text: str) -> tuple[str, int]:
    """Return a row with a text written over it at a column, and the column behind that."""
    end = column + len(text)
    return f"{row[:column].ljust(column)}{text}{row[end:]}", end


def _erased(row: str, column: int, number: int | None) -> str:
    """Return a row without what stands behind the cursor, before it (1) or anywhere (2)."""
    if not number:
        return row[:column]
    return " " * (column + 1) + row[column + 1 :] if number == 1 else ""
