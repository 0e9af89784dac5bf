"""Columns of kubectl's tables that change from run to run, and so are not compared.

Only the head of a table tells an age from a quantity of processor (`50m`), so it is read: a table
begins with a line of capitals, its columns begin where their heads do. Columns that are not named
here are compared like everything else.
"""

import re

# The heads, and why what stands under them changes.
COLUMNS = {
    "AGE": "how long an object has been there",
    "LAST SEEN": "the same of an event",
    "LAST SCHEDULE": "how long ago a CronJob made its last Job",
    "DURATION": "how long a Job took",
    "CPU(cores)": "kubectl top: in use at the moment",
    "CPU%": "the same",
    "CPU(%)": "the same",
    "MEMORY(bytes)": "the same",
    "MEMORY%": "the same",
    "MEMORY(%)": "the same",
    "OS-IMAGE": "the system of the nodes: that of the node image's day",
    "KERNEL-VERSION": "that of the machine",
}


def blank(lines: list[str]) -> list[str]:
    """Return the lines with `<changes>` in these columns, as long as the table goes on."""
    shown, spans = [], []
    for line in lines:
        heads = list(re.finditer(r"\S+(?: \S+)*", line))
        names = [head[0] for head in heads]
        if len(heads) > 1 and all(re.fullmatch(r"[A-Z][A-Z0-9()%/ -]*(?:\([a-z]+\))?", name) for name in names):
            ends = [head.start() for head in heads[1:]] + [None]
            spans = [(h.start(), end) for h, end in zip(heads, ends, strict=True) if h[0] in COLUMNS]
            shown.append(line)
            continue
        if not line.strip():
            spans = []
        if all(start == 0 or line[start - 1 : start] in (" ", "") for start, _ in spans):
            for start, end in reversed(spans):
                if line[start:end].strip():
                    line = f"{line[:start]}<changes>  {line[end:] if end else ''}".rstrip()
        shown.append(line)
    return shown
