"""The problems for who reads them: lines for people, JSON for programs, SARIF and commands for a forge.

People see the same mistake of a file three times, and how often it comes again; programs get every place.
SARIF 2.1.0 is what code scanning takes; GitHub shows a workflow command beside the line that it names.
"""

import json
import os
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

from book.lint import explain
from lablint.problem import Problem

MOST = 3


def as_text(problems: Iterable[Problem], base: Path) -> str:
    """Return `path:line: rule message` for each problem; of many that say the same in a file, for the first ones."""
    alike = defaultdict(list)
    for problem in problems:
        alike[problem.path, problem.rule, problem.words].append(problem)
    shown = []
    for found in alike.values():
        more = len(found) - MOST - 1
        shown += found[:MOST] if more > 0 else found
        if more > 0:
            message = f"the same as on line {found[0].line}, and on {more} more line{'s' * (more > 1)}"
            shown.append(replace(found[MOST], message=message))
    return "".join(f"{problem.shown(base)}\n" for problem in sorted(shown))


def as_json(problems: Iterable[Problem], base: Path) -> str:
    """Return a list of objects with path, line, rule and message."""
    found = [{"path": p.place(base), "line": p.line, "rule": p.rule, "message": p.words} for p in problems]
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"


def as_sarif(problems: Sequence[Problem], base: Path) -> str:
    """Return one SARIF run; a path is relative to where the linter was called, as the forge expects it."""
    rules = list(dict.fromkeys(problem.rule for problem in problems))
    driver = {"name": "scripts/lint", "rules": [_rule(name) for name in rules]}
    results = [_result(problem, base) | {"ruleIndex": rules.index(problem.rule)} for problem in problems]
    run = {"tool": {"driver": driver}, "results": results}
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return json.dumps({"$schema": schema, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False) + "\n"


def as_github(problems: Iterable[Problem], base: Path) -> str:
    """Return a workflow command for each problem."""
    lines = []
    for problem in problems:
        where = {"file": problem.place(base), "line": problem.line, "title": problem.rule}
        properties = ",".join(f"{key}={_escaped(str(value), ',:')}" for key, value in where.items())
        lines.append(f"::error {properties}::{_escaped(problem.words)}\n")
    return "".join(lines)


FORMATS = {"text": as_text, "json": as_json, "sarif": as_sarif, "github": as_github}


def _rule(name: str) -> dict[str, Any]:
    found = {"id": name, "shortDescription": {"text": explain.what_is_wrong(name)}}
    address = explain.address(name)
    return found | ({"helpUri": address} if address else {})


def _result(problem: Problem, base: Path) -> dict[str, Any]:
    place = {"artifactLocation": {"uri": _uri(problem.place(base))}, "region": {"startLine": problem.line}}
    message = {"text": problem.words}
    return {"ruleId": problem.rule, "level": "error", "message": message, "locations": [{"physicalLocation": place}]}


def _uri(place: str) -> str:
    """Return a path as a URI, in which blanks and the like are escaped."""
    return ("file://" if place.startswith("/") else "") + quote(os.fsencode(place))


def _escaped(text: str, also: str = "") -> str:
    for character in "%\r\n" + also:
        text = text.replace(character, f"%{ord(character):02X}")
    return text
