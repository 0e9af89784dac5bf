"""Shell scripts: ShellCheck for what they mean, shfmt for what they look like.

A few lines on a page are typed at a prompt, by one who knows what the variables hold: only errors count there.
"""

import json
import re

from book.lint import tool
from book.model import ROOT

SHELLCHECK = ["shellcheck", "--format=json1", "--external-sources", f"--source-path=SCRIPTDIR:{ROOT}"]
SHFMT = ["shfmt", "-d", "-i", "2", "-ci"]
SHEBANG = 2148  # none says which shell it is
FILE = re.compile(r"^--- (.+)\.orig$")
HUNK = re.compile(r"^@@ -(\d+)")


def check(sources):
    """Yield what ShellCheck says."""
    known = tool.by_file(sources)
    for found in json.loads(tool.run(SHELLCHECK, sources))["comments"]:
        source = known[found["file"]]
        if not source.fragment or (found["level"] == "error" and found["code"] != SHEBANG):
            yield source.problem(found["line"], f"SC{found['code']}", found["message"])


def check_format(sources):
    """Yield the first line of each file that shfmt would write otherwise."""
    files = [source for source in sources if not source.fragment]
    known = tool.by_file(files)
    source, number = None, 0
    for line in tool.run(SHFMT, files).splitlines() if files else ():
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
