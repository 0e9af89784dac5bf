"""JSON and TOML: whether they can be read, and keys that stand twice in a JSON object.

Some programs take JSON with comments and commas before a closing bracket: blanked out, what is left is JSON.
"""

import json
import re
import tomllib
from collections.abc import Iterable, Iterator

from book.lint.texts import Source
from lablint.problem import Problem

TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*"|//[^\n]*|/\*.*?\*/|\t|,(?=\s*[}\]])', re.S)


class _Twice(ValueError):
    """A key stands twice in one object."""


def check_json(sources: Iterable[Source]) -> Iterator[Problem]:
    """Yield what makes a file no JSON, or a key that hides another."""
    for source in sources:
        yield from json_text(source, source.text)


def check_jsonc(sources: Iterable[Source]) -> Iterator[Problem]:
    """Yield what makes a file no JSON with comments, or a key that hides another."""
    for source in sources:
        yield from json_text(source, without_comments(source.text))


def without_comments(text: str) -> str:
    """Return the JSON that is left when comments, tabs and last commas are blanked out, line by line."""
    blanked = TOKEN.sub(_blank, text)
    return TOKEN.sub(_blank, blanked)  # commas before a comment before a bracket


def json_text(source: Source, text: str) -> Iterator[Problem]:
    """Yield what makes a text no JSON, or a key that hides another."""
    try:
        json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        yield source.problem(error.lineno, "json-syntax", f"this is not JSON: {error.msg}")
    except RecursionError:
        yield source.problem(1, "json-syntax", "nested too deep to be read; make it flatter")
    except _Twice as error:
        message = f"the key {error} stands twice in one object; keep one"
        yield source.problem(_last(text, str(error)), "json-key-twice", message)


def check_toml(sources: Iterable[Source]) -> Iterator[Problem]:
    """Yield what makes a file no TOML."""
    for source in sources:
        try:
            tomllib.loads(source.text)
        except tomllib.TOMLDecodeError as error:
            line = re.search(r"at line (\d+)", str(error))
            number = int(line[1]) if line else source.text.count("\n")
            yield source.problem(number, "toml-syntax", f"this is not TOML: {error}")
        except RecursionError:
            yield source.problem(1, "toml-syntax", "nested too deep to be read; make it flatter")


def _blank(match: re.Match[str]) -> str:
    return match[0] if match[0].startswith('"') else re.sub(r"[^\n]", " ", match[0])


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    seen = set()
    for key, _ in pairs:
        if key in seen:
            raise _Twice(key)
        seen.add(key)
    return dict(pairs)


def _last(text: str, key: str) -> int:
    found = [m.start() for m in re.finditer(re.escape(json.dumps(key, ensure_ascii=False)) + r"\s*:", text)]
    return text.count("\n", 0, found[-1]) + 1 if found else 1
