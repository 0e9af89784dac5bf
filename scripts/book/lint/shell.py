"""Shell scripts: ShellCheck for what they mean, shfmt for what they look like.

A few lines on a page are typed at a prompt, by one who knows what the variables hold: only errors count there.
"""

import json
import re
from collections.abc import Iterable, Iterator

from book.lint import tool
from book.lint.texts import Source
from book.model import ROOT
from lablint.problem import Problem

SHELLCHECK = ["shellcheck", "--format=json1", "--external-sources", f"--source-path=SCRIPTDIR:{ROOT}"]
SHFMT = ["shfmt", "-d", "-i", "2", "-ci"]
SHEBANG = 2148  # none says which shell it is
FILE = re.compile(r"^--- (.+)\.orig$")
HUNK = re.compile(r"^@@ -(\d+)")


def check(sources: Iterable[Source]) -> Iterator[Problem]:
    """Yield what ShellCheck says."""
    known = tool.by_file(sources)
    for found in json.loads(tool.run(SHELLCHECK, sources))["comments"]:
        source = known[found["file"]]
        if not source.fragment or (found["level"] == "error" and found["code"] != SHEBANG):
            yield source.problem(found["line"], f"SC{found['code']}", found["message"])


def check_format(sources: Iterable[Source]) -> Iterator[Problem]:
    """Yield the first line of each file that shfmt would write otherwise."""
    files = [source for source in sources if not source.fragment]
    known = tool.by_file(files)
    source: Source | None = None
    number = gone = 0  # gone: the line that begins what shfmt would write otherwise
    for line in tool.run(SHFMT, files).splitlines() if files else ():
        if source and gone and line[:1] not in "-+":
            yield source.problem(gone, "shfmt", "this line is not needed; run shfmt -w -i 2 -ci")
            source, gone = None, 0
        if match := FILE.match(line):
            source = known.get(match[1])
        elif match := HUNK.match(line):
            number = int(match[1])
        elif source and line.startswith("-"):
            gone = gone or number
        elif source and line.startswith("+") and not line.startswith("+++"):
            wanted = f"it would read: {line[1:].strip()}" if line[1:].strip() else "an empty line belongs here"
            yield source.problem(gone or number, "shfmt", f"{wanted}; run shfmt -w -i 2 -ci")
            source, gone = None, 0
        else:
            number += 1
    if source and gone:
        yield source.problem(gone, "shfmt", "this line is not needed; run shfmt -w -i 2 -ci")
