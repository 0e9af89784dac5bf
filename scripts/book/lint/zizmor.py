"""What lets a stranger into a workflow: zizmor, which asks no network.

It reads workflows and Dependabot's settings. What it cannot read, the schemas say; what it finds of little weight
it keeps to itself.
"""

import json
from collections.abc import Iterator

from book.lint import tool
from book.lint.schemas import SCHEMAS
from book.lint.texts import Source
from lablint.problem import Problem

OPTIONS = ["--offline", "--no-progress", "--quiet", "--format", "json-v1", "--min-severity", "medium"]
COMMAND = ["zizmor", *OPTIONS, "--no-exit-codes"]
NOTHING_READ = 3
READ = ("github-workflows", "dependabot")


def check(sources: list[Source]) -> Iterator[Problem]:
    """Yield what zizmor says of the workflows among the sources."""
    asked = [source for source in sources if not source.fragment and _reads(source.path.as_posix())]
    known = tool.by_file(asked)
    for found in json.loads(tool.run(COMMAND, asked, ok=(0, NOTHING_READ)) or "[]") if asked else ():
        place = next(one for one in found["locations"] if one["symbolic"]["kind"] == "Primary")
        source = known[place["symbolic"]["key"]["Local"]["verbatim_path"]]
        line = place["concrete"]["location"]["start_point"]["row"] + 1
        message = f"{found['desc']}: {place['symbolic']['annotation']}"
        if not found["ignored"]:
            yield source.problem(line, f"zizmor-{found['ident']}", message)


def _reads(path: str) -> bool:
    return any(SCHEMAS[name].search(path) for name in READ)
