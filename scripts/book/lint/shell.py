"""Shell scripts: ShellCheck for what they mean, shfmt for what they look like."""

import json
import re

from book.lint import tool
from book.model import ROOT

SHELLCHECK = ["shellcheck", "--format=json1", "--external-sources", f"--source-path=SCRIPTDIR:{ROOT}"]
SHFMT = ["shfmt", "-d", "-i", "2", "-ci"]
WHOLE_FILE = {2034, 2148, 2154}  # a shebang, and the variables' other uses, which a fragment lacks
FILE = re.compile(r"^--- (.+)\.orig$")
HUNK = re.compile(r"^@@ -(\d+)")


def check(sources):
    """Yield what ShellCheck says."""
    known = tool.by_file(sources)
    for found in json.loads(tool.run(SHELLCHECK, sources))["comments"]:
        source = known[found["file"]]
        if not (source.fragment and found["code"] in WHOLE_FILE):
            yield source.problem(found["line"], f"SC{found['code']}", found["message"])


def check_format(sources):
    """Yield the first line of each file that shfmt would write otherwise."""
    known = tool.by_file(sources)
    source, number = None, 0
    for line in tool.run(SHFMT, sources).splitlines():
        if match := FILE.match(line):
            source = known.get(match[1])
        elif match := HUNK.match(line):
            number = int(match[1])
        elif source and line.startswith(("-", "+")) and not line.startswith("+++"):
            yield source.problem(number, "shfmt", f"it would read: {_wanted(line)}; run shfmt -w -i 2 -ci")
            source = None
        else:
            number += 1


def _wanted(line):
    return "nothing here" if line[1:].strip() == "" or line.startswith("-") else line[1:].strip()
