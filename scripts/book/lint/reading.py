"""What of a file reaches the checkers: its text, unless its name, size or nesting could stop one of them.

A student's folder holds data sets, dumps and broken names. Nobody reads a file of more than a
megabyte; YAML that a few lines of aliases blow up, or that nests deeper than any hand would write, is told
and reaches no tool, since a tool would not come back from it.
"""

import re

import yaml

from book.lint import kinds, plain
from book.lint.problem import Problem

LARGEST = 1_000_000  # bytes
MOST = 200_000  # entries, once every alias is followed
DEEPEST = 60
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


def read(path):
    """Return (text, problems) of a file; the text is None if no checker can read it."""
    if UNPRINTABLE.search(str(path)):
        message = "the name has characters that cannot be printed; rename the file"
        return None, [Problem(path, 1, "file-name", message)]
    try:
        data = beginning(path)
    except OSError as error:
        return None, [Problem(path, 1, "unreadable", f"{error.strerror}; change its permissions")]
    if len(data) > LARGEST:
        if kinds.of_file(path) in (None, "picture"):
            return None, []
        message = f"no check reads more than {LARGEST // 1_000_000} MB; remove the file or split it"
        return None, [Problem(path, 1, "too-large", message)]
    content, problems = plain.check(path, data)
    if content and (found := _blows_up(path, content)):
        return None, [*problems, found]
    return content, problems


def text(path):
    """Return the text of a file that another one names, None if no checker could read it."""
    try:
        data = beginning(path)
        found = data.decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    return None if len(data) > LARGEST or "\0" in found or _blows_up(path, found) else found


def beginning(path):
    """Return the first bytes of a file, one more than any check reads."""
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


def _blows_up(path, content):
    kind = kinds.of_file(path)
    if kind == "markdown" and content.startswith("---\n"):
        found = bomb(content[4:].split("\n---", 1)[0])
    else:
        found = bomb(content) if kind == "yaml" else None
    return found and Problem(path, found[0], "yaml-bomb", found[1])


def bomb(content):
    """Return (line, message) where YAML has too much in it to be followed, or None."""
    sizes, open_, total = {}, [], 0  # of each anchor; [anchor, entries within] of each collection that is not closed
    try:
        for event in yaml.parse(content, Loader=LOADER):
            line, anchor = event.start_mark.line + 1, getattr(event, "anchor", None)
            if isinstance(event, yaml.AliasEvent):
                if any(anchor == name for name, _ in open_):
                    return line, f"*{anchor} stands within &{anchor} itself; write out what is meant"
                size = sizes.get(anchor, 1)
            elif isinstance(event, yaml.CollectionStartEvent):
                open_.append([anchor, 1])
                if len(open_) > DEEPEST:
                    return line, f"nested more than {DEEPEST} deep; make it flatter"
                continue
            elif isinstance(event, yaml.CollectionEndEvent):
                anchor, size = open_.pop()
                sizes[anchor] = size
            elif isinstance(event, yaml.ScalarEvent):
                sizes[anchor] = size = 1
            else:
                continue
            if open_:
                open_[-1][1] += size
            total = max(total, size)
            if total > MOST:
                return line, f"with its aliases followed, this stands for more than {MOST} entries; write less"
    except yaml.YAMLError:
        return None  # said by yamllint
    return None
