"""GitHub's workflows: the jobs and files that they name, and the expressions within `${{ }}`.

What the schema cannot see: GitHub tells it on another page after the change was pushed, or puts nothing in
the place of a context that it does not know.
"""

import re
from collections.abc import Iterable, Iterator

from book.lint.kubernetes.manifest import Manifest, dig
from book.lint.likeness import edits, near
from book.lint.schemas import SCHEMAS
from book.lint.texts import Source
from lablint.formats import yaml
from lablint.formats.yaml import Node, ScalarNode
from lablint.problem import Problem

RULE = "workflow-reference"
CONTEXTS = (
    "env",
    "github",
    "inputs",
    "job",
    "jobs",
    "matrix",
    "needs",
    "runner",
    "secrets",
    "steps",
    "strategy",
    "vars",
)
RUNNERS = ("ubuntu-latest", "windows-latest", "macos-latest")
EXPRESSION = re.compile(r"\$\{\{(.*?)(\}\}|$)", re.S)
TEXT = re.compile(r"'[^']*'")
CONTEXT = re.compile(r"(?<![\w.\])-])([A-Za-z_][\w-]*)\s*[.\[]")


def check(sources: Iterable[Source]) -> Iterator[Problem]:
    """Yield what a workflow names that is not there."""
    for source in sources:
        if source.fragment or not SCHEMAS["github-workflows"].search(source.path.as_posix()):
            continue
        try:
            node = yaml.compose(source.text, yaml.COMPOSE)
            data = yaml.data(node, yaml.COMPOSE) if node else None
        except yaml.NotYaml:
            continue  # said by yamllint
        if node and isinstance(data, dict):
            yield from _expressions(source, node)
            yield from _jobs(Manifest(source, node, data))


def _jobs(file: Manifest) -> Iterator[Problem]:
    jobs = file.get("jobs", default={})
    for name, job in jobs.items():
        needs = dig(job, "needs") or []
        for needed in [needs] if isinstance(needs, str) else needs if isinstance(needs, list) else ():
            if str(needed) not in jobs:
                message = f"there is no job {needed}{near(str(needed), jobs)}"
                yield file.problem(("jobs", name, "needs"), RULE, message)
        runner = dig(job, "runs-on", default="")
        if meant := next((one for one in RUNNERS if 0 < edits(runner, one) <= 2), None):
            message = f"GitHub has no runner {runner}, and the job waits for it; did you mean {meant}?"
            yield file.problem(("jobs", name, "runs-on"), RULE, message)
        called = dig(job, "uses", default="")
        if called.startswith("./") and not (file.source.path.parents[2] / called).is_file():
            message = f"{called} is not there; a path begins at the folder of the repository"
            yield file.problem(("jobs", name, "uses"), RULE, message)


def _expressions(source: Source, root: Node) -> Iterator[Problem]:
    """Yield expressions that nothing closes, and contexts that there are not."""
    waiting, seen = [root], set()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            waiting += [value for _, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value
        elif isinstance(node, yaml.ScalarNode):
            yield from _of_text(source, node)


def _of_text(source: Source, node: ScalarNode) -> Iterator[Problem]:
    begin = node.start_mark.line + 1 + (node.style in ("|", ">"))
    for match in EXPRESSION.finditer(node.value):
        line = begin + node.value.count("\n", 0, match.start())
        if not match[2]:
            yield source.problem(line, RULE, "an expression begins with ${{ and nothing closes it; write }} behind it")
            return
        for name in CONTEXT.findall(TEXT.sub("''", match[1])):
            if name.lower() not in CONTEXTS:
                message = f"there is nothing called {name} in an expression{near(name, CONTEXTS)}"
                yield source.problem(line, RULE, message)
