"""YAML: yamllint, asked as a library, since most of the files are small and a process is not.

It says what YAML's parser expected; a beginner reads what was probably done. What PLAIN does not have is told as it is.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from yamllint import linter
from yamllint.config import YamlLintConfig

from book.lint.texts import Source
from lablint.formats.yaml import ReaderError
from lablint.problem import Problem

PLAIN = [
    (
        "mapping values are not allowed here",
        "a key stands here where none can; indent it as the keys above, write a blank behind their colons, "
        "and quote a value with ': '",
    ),
    ("could not find expected ':'", "there is no colon in this line or the one above; write key: value"),
    (r"expected <block end>, but found '<scalar>'", "more text stands behind a quote; quote all of it, or nothing"),
    (r"expected <block end>, but found .*", "this line is indented as none of those above; line it up with them"),
    (r"found character '\\t' that cannot start any token", "a tab; indent with spaces"),
    (r"found character '(.)' that cannot start any token", r"no value begins with \1; put it in quotes"),
    ("found unexpected end of stream", "a quote that opens above is not closed; close it"),
    (r"expected ',' or '(.)', but got .*", r"a comma is missing here, or the \1 that closes; add it"),
    ("sequence entries are not allowed here", "a - of a list begins its own line; put it below"),
    (r"found unknown escape character '(.)'", r"\\\1 means nothing in double quotes; use single quotes"),
    ("expected alphabetic or numeric character, but found .*", "a text that begins with * or & needs quotes"),
    (r"truthy value should be one of \[false, true\]", "YAML may read this as true or false; write that, or quote it"),
    (r'duplication of key "(.*)" in mapping', r"the key \1 stands twice here; keep one"),
    (r'found undeclared alias "(.*)"', r"nothing is called &\1; quote a text that begins with *, or mend the name"),
]
CONFIG = Path(__file__).parent / "config" / "yamllint.yaml"


@cache
def _config() -> YamlLintConfig:
    return YamlLintConfig(file=str(CONFIG))


def check(sources: Iterable[Source]) -> Iterator[Problem]:
    """Yield what yamllint says."""
    for source in sources:
        try:
            for found in linter.run(source.text, _config()):
                yield source.problem(found.line, f"yaml-{found.rule or 'syntax'}", _plain(found.desc))
        except ReaderError as error:
            line = source.text.count("\n", 0, error.position) + 1
            yield source.problem(line, "yaml-syntax", f"the character U+{error.character:04X} cannot stand in YAML")
        except (TypeError, IndexError):  # its rule on indentation, where a key begins with `?`
            yield source.problem(1, "check-failed", "yamllint cannot make out how this file is indented; simplify it")


def _plain(message: str) -> str:
    """Return what yamllint says, in plain words where PLAIN has them."""
    told = re.sub(r"^syntax error: (.*) \(syntax\)$", r"\1", message)
    form = next(((form, plain) for form, plain in PLAIN if re.fullmatch(form, told)), None)
    return re.sub(*form, told) if form else message
