"""Variables in a Compose file: `${NAME}` is put in before anything else is read, also where a shell was meant.

`$$` is a dollar. A name that no `.env` beside the file defines becomes nothing, and Compose only warns: it
gets a default (`${NAME:-8080}`) or an error (`${NAME:?say why}`).
"""

import re
from collections import deque
from collections.abc import Iterator

from book.lint.compose.project import Told
from lablint.formats import files, yaml
from lablint.formats.compose import ComposeFile
from lablint.formats.yaml import Node, ScalarNode, items, text, value

NAME = re.compile(r"[A-Za-z_]\w*")
REQUIRED = re.compile(r"\$\{(\w+):?\?")
OPERATOR = re.compile(r":?[-?+]")
OF_THE_SHELL = {"HOME", "USER", "PWD", "PATH", "LANG", "TERM", "DISPLAY", "SSH_AUTH_SOCK"}
SET = re.compile(r"^\s*(?:export\s+)?([A-Za-z_][\w.]*)\s*[=:]", re.MULTILINE)
DEEPEST = 10  # defaults within defaults
IN_A_SHELL = {"command", "entrypoint", "test"}


def check(file: ComposeFile, files: list[ComposeFile], hidden: bool) -> Iterator[Told]:
    """Yield (line, rule, message) of what Compose cannot put in, and of names that nothing defines."""
    known = OF_THE_SHELL | {name for other in files for name in _defined(other)}
    known |= {name for node, _ in _scalars(file.root) for name in REQUIRED.findall(node.value)}
    told = set()
    for node, in_shell in _scalars(file.root):
        at = 0
        for written, name, fault in variables(node.value):
            number, at = _place(file, node, written, at)
            if fault:
                message = f"{fault} at {written[:30]}; write ${{NAME}}, and $$ for a dollar"
                yield number, "compose-interpolation", message
            elif name and name not in known and not name.startswith("COMPOSE_") and (name, number) not in told:
                told.add((name, number))
                shell = f"$${name} if the container's shell is meant, or " if in_shell else ""
                message = f"nothing defines {name}; write {shell}a default as in ${{{name}:-…}}, or put it into .env"
                yield number, "compose-variable", message


def variables(content: str, depth: int = 0) -> Iterator[tuple[str, str | None, str | None]]:
    """Yield (what is written, the name that needs a value or None, what is wrong or None) of a text."""
    at = 0
    while (at := content.find("$", at)) >= 0:
        if content.startswith("$$", at):
            at += 2
        elif content.startswith("${", at):
            end = _closing(content, at)
            inner = content[at + 2 : end] if end else ""
            name = NAME.match(inner)
            if not end:
                yield content[at:], None, "a ${ that nothing closes"
                return
            rest = inner[name.end() :] if name else ""
            operator = OPERATOR.match(rest)
            if not name or (rest and not operator):
                yield content[at : end + 1], None, "no name of a variable"
            else:
                yield content[at : end + 1], None if operator else name[0], None
                if depth < DEEPEST:
                    yield from variables(rest, depth + 1)
            at = end + 1
        else:
            name = NAME.match(content, at + 1)
            if name:
                yield content[at : name.end()], name[0], None
            at = name.end() if name else at + 1


def _closing(content: str, at: int) -> int | None:
    """Return where the brace that opens behind `at` is closed, None if it is not."""
    depth = 0
    for number in range(at, len(content)):
        if content.startswith("${", number):
            depth += 1
        elif content[number] == "}":
            depth -= 1
            if depth == 0:
                return number
    return None


def _scalars(root: Node) -> Iterator[tuple[ScalarNode, bool]]:
    """Yield (node, whether a shell of the container will read it) of all texts that are values, each once."""
    seen, waiting = set(), deque([(root, False)])
    while waiting:
        node, in_shell = waiting.popleft()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            yield node, in_shell
        elif isinstance(node, yaml.MappingNode):
            waiting += [(below, in_shell or text(key) in IN_A_SHELL) for key, below in node.value]
        else:
            waiting += [(item, in_shell) for item in items(node)]


def _place(file: ComposeFile, node: ScalarNode, written: str, at: int) -> tuple[int, int]:
    """Return (line, offset behind it) of a part of a scalar, in the text as it is written."""
    begin = node.start_mark
    raw = file.content[begin.index : node.end_mark.index]
    found = raw.find(written.split("\n")[0], at)
    if found < 0:
        return begin.line + 1, at
    return begin.line + 1 + raw.count("\n", 0, found), found + 1


def _defined(file: ComposeFile) -> Iterator[str]:
    """Yield the names that the `.env` files beside a file define, and those that its includes name."""
    paths = sorted(file.path.parent.glob(".env*"))
    for item in items(value(file.root, "include")):
        found = value(item, "env_file")
        names = [text(node) for node in items(found)] or [text(found)]
        paths += [file.resolve(name) for name in names if name]
    for path in paths:
        yield from SET.findall((files.text(path) or "") if path.is_file() else "")
