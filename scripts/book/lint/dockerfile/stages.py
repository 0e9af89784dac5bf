"""The stages of a Dockerfile: what they copy from, and which variables reach which instruction.

An ARG above the first FROM holds for the FROM lines only; within a stage it holds from its line on, also in
the stages built upon it, and it ends with the build. BuildKit sets the variables of the platform, which need
an ARG as well. What the base image sets is not known, so that only these names are looked at.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from book.lint.dockerfile import context
from book.lint.texts import Source
from lablint.formats.dockerfile import VARIABLE, Instruction, Stage, parse, stages
from lablint.problem import Problem

PLATFORM = {f"{where}{what}" for where in ("TARGET", "BUILD") for what in ("PLATFORM", "OS", "ARCH", "VARIANT")}
NAME = re.compile(r"[A-Za-z_][\w.-]*")
IMAGE = re.compile(r"[/:.@$]")
EXEC_FORM = re.compile(r'\s*(?:CMD\s*)?\[(?!\s*"(?:/\S*/)?\w*sh"\s*,\s*"-\w*c")')  # without a shell to put it in
AT_RUN = ("CMD", "ENTRYPOINT", "HEALTHCHECK")


def check(sources: Iterable[Source]) -> Iterator[Problem]:
    """Yield what is wrong with the stages and variables of the sources."""
    for source in sources:
        above, found = stages(parse(source.text))
        contexts = set() if source.fragment else context.named(source.path)
        names = {stage.name: stage for stage in found if stage.name}
        for stage in found:
            yield from _copied(source, stage, found, names, contexts)
        if not source.fragment:
            yield from _variables(source, above, found)


def _copied(
    source: Source, stage: Stage, found: list[Stage], names: dict[str, Stage], contexts: set[str]
) -> Iterator[Problem]:
    for item in stage.instructions:
        for name in map(str.lower, item.taken_from):
            if IMAGE.search(name) or name in contexts:
                continue
            other = names.get(name) or (int(name) < len(found) and found[int(name)] if name.isdigit() else None)
            if other and other.index < stage.index:
                continue
            if not other:
                message = f"no stage is called {name}; name a stage above, or an image with its tag"
            elif other is stage:
                message = f"{name} is this stage itself; copy from a stage above"
            else:
                message = f"the stage {name} stands below; move it up"
            yield source.problem(item.line, "stage-unknown", message)


def _variables(source: Source, above: list[Instruction], found: list[Stage]) -> Iterator[Problem]:
    everywhere = {name for item in above if item.name == "ARG" for name in declared(item)}
    # Of each stage: what is declared so far, here and in what it continues; what ENV sets.
    arguments: list[set[str]] = []
    variables: list[set[str]] = []
    for stage in found:
        arguments.append(set(arguments[stage.upon.index]) if stage.upon else set())
        variables.append(set(variables[stage.upon.index]) if stage.upon else set())
        for item in stage.instructions:
            for name, line, default in _used(item):
                message = None
                if item.name == "FROM":
                    if name not in everywhere | PLATFORM and not default:
                        message = f"${name} is empty here: declare ARG {name} above the first FROM"
                elif name in variables[-1]:
                    continue
                elif name not in arguments[-1] and name in everywhere | PLATFORM:
                    message = f"${name} is empty in this stage: add a line ARG {name} above"
                elif name in arguments[-1] and item.name in AT_RUN:
                    text = f"${name} is empty when the container runs: ARG ends with the build; add ENV {name}=${name}"
                    yield source.problem(line, "arg-at-run", text)
                if message:
                    yield source.problem(line, "arg-scope", message)
            if item.name == "ARG":
                arguments[-1].update(declared(item))
            elif item.name == "ENV":
                variables[-1].update(declared(item))


def declared(item: Instruction) -> list[str]:
    """Return the names that an ARG or ENV sets."""
    words = [word for word, _ in item.words]
    if item.name == "ENV" and words and "=" not in words[0]:
        words = words[:1]
    return [name for word in words if NAME.fullmatch(name := word.partition("=")[0])]


def _used(item: Instruction) -> Iterator[tuple[str, int, bool]]:
    """Yield (name, line, whether it has a default) of the variables that Docker or a shell puts in, each once."""
    if item.name in (*AT_RUN, "RUN", "SHELL") and EXEC_FORM.match(item.text):
        return
    texts: list[tuple[str, Callable[[int], int]]] = [(item.text, item.line_at)]
    texts += [(heredoc.text, heredoc.line_at) for heredoc in item.heredocs if not heredoc.quoted]
    seen = set()
    for text, line_at in texts:
        for match in VARIABLE.finditer(text):
            name, rest = match["plain"] or match["name"], match["rest"] or ""
            if re.match(r":\w", rest):
                continue  # of a template: ${templateOption:variant}
            if name in seen or (item.name in (*AT_RUN, "RUN") and _set_by_shell(name, item)):
                continue
            seen.add(name)
            yield name, line_at(match.start()), rest.lstrip(":")[:1] in ("-", "+", "?")


def _set_by_shell(name: str, item: Instruction) -> bool:
    text = "\n".join([item.text, *(heredoc.text for heredoc in item.heredocs)])
    return re.search(rf"\b{name}=|\b(?:for|read|export|local)\b[^;&|\n]{{0,200}}\b{name}\b", text) is not None
