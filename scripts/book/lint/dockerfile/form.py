"""The words behind an instruction's name, in the form that the instruction takes.

Docker says what it expected, and of ports and `#` only what came of them; here it is said what was
probably meant. Whatever holds a variable is passed over.
"""

import re
from collections.abc import Collection, Iterable, Iterator

from book.lint.likeness import near
from lablint.formats.dockerfile import QUOTES, WORD, Instruction

FLAGS = {
    "FROM": ["platform"],
    "RUN": ["mount", "network", "security", "device"],
    "COPY": ["from", "chown", "chmod", "link", "parents", "exclude"],
    "ADD": ["keep-git-dir", "checksum", "chown", "chmod", "link", "exclude", "unpack"],
    "HEALTHCHECK": ["interval", "timeout", "start-period", "start-interval", "retries"],
}
NO_COMMAND = ("FROM", "COPY", "ADD", "ENV", "LABEL", "ARG", "EXPOSE", "USER", "WORKDIR", "STOPSIGNAL")
PORT = re.compile(r"\d+(-\d+)?(/(tcp|udp|sctp))?$", re.IGNORECASE)
UNITS = re.compile(r"\d+$")


def check(instructions: Iterable[Instruction]) -> Iterator[tuple[int, str]]:
    """Yield (line, message) of the instructions whose words Docker takes for something else, or not at all."""
    stages: set[str] = set()
    for item in instructions:
        if found := fault(item, stages):
            yield found
        if item.name == "FROM" and len(item.words) == 3:
            stages.add(item.words[2][0].lower())


def fault(item: Instruction, stages: Collection[str] = ()) -> tuple[int, str] | None:
    """Return (line, message) of the first thing that is wrong with an instruction, None if nothing is."""
    options = [flag.lstrip("-").partition("=")[0] for flag in item.flags]
    known = FLAGS.get(item.name, options)
    option = next((one for one in options if one not in known), None)
    if option:
        return item.line, f"{item.name} has no option --{option}{near(option, known)}"
    comment = next((line for word, line in item.words if word == "#"), None)
    if item.name in NO_COMMAND and comment:
        return comment, f"a comment has a line of its own; here # is one more word of {item.name}"
    look = FORMS.get(item.name)
    message = look(item, [word for word, _ in item.words], stages) if look else None
    return (item.line, message) if message else None


def _from(item: Instruction, words: list[str], stages: Collection[str]) -> str | None:
    if len(words) not in (1, 3) or (len(words) == 3 and words[1].upper() != "AS"):
        return "FROM takes an image, and AS with a name if you want one: FROM python:3.14-slim AS build"
    name = words[0].partition("@")[0].rpartition("/")[2].partition(":")[0]
    if name != name.lower() and "$" not in words[0] and name.lower() not in stages:
        return f"{words[0]}: the name of an image has small letters only"
    return None


def _copy(item: Instruction, words: list[str], stages: Collection[str]) -> str | None:
    if len(words) < 2:
        return f"{item.name} takes what to copy, and where to: {item.name} app.py /app/"
    return None


def _expose(item: Instruction, words: list[str], stages: Collection[str]) -> str | None:
    wrong = next((word for word in words if "$" not in word and not PORT.match(word)), None)
    if wrong and ":" in wrong:
        return f"EXPOSE takes a port of the container, not {wrong}; docker run --publish {wrong} says the host's"
    return wrong and f"{wrong} is no port; write such as 8080 or 53/udp, with blanks between"


def _healthcheck(item: Instruction, words: list[str], stages: Collection[str]) -> str | None:
    for flag in item.flags:
        name, _, value = flag.partition("=")
        if name != "--retries" and UNITS.match(value) and value != "0":
            return f"{flag} has no unit; write {flag}s for seconds"
    if words[:1] and words[0].upper() not in ("CMD", "NONE"):
        return "CMD is missing before the command; write HEALTHCHECK CMD and then the command"
    return None


def _pairs(item: Instruction, words: list[str], stages: Collection[str]) -> str | None:
    if set(WORD.sub("", QUOTES.sub("", item.text))) & {'"', "'"}:
        return None
    first = words[0] if words else ""
    if len(words) < 2 and "=" not in first:
        return f"{item.name} takes a name and a value: {item.name} {first or 'NAME'}=value"
    if "=" not in first and words[1].startswith("="):
        return f"blanks beside = make it part of the value; write {first}=value"
    wrong = next((word for word in words if "=" not in word), None) if "=" in first else None
    return wrong and f"{wrong} has no =; put a value with blanks in quotes, and no blanks beside ="


FORMS = {
    "FROM": _from,
    "COPY": _copy,
    "ADD": _copy,
    "EXPOSE": _expose,
    "HEALTHCHECK": _healthcheck,
    "ENV": _pairs,
    "LABEL": _pairs,
}
