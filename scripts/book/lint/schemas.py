"""YAML whose fields are known: Compose files, workflows, Dependabot's settings.

check-jsonschema brings the schemas. It names the place as a path such as `$.services.web`; the
line is found by walking there through the file's nodes. It cannot read the tags that Compose's files
override others with, and gets a copy without them.
"""

import json
import re
import tempfile
from dataclasses import replace
from difflib import get_close_matches
from functools import cache
from pathlib import Path

import check_jsonschema
import yaml

from book.lint import nodes, tool
from book.lint.compose import syntax

SCHEMAS = {
    "vendor.compose-spec": syntax.NAME,
    "vendor.github-workflows": re.compile(r"(^|/)\.github/workflows/[^/]+\.ya?ml$"),
    "vendor.dependabot": re.compile(r"(^|/)\.github/dependabot\.ya?ml$"),
}
STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+)\]|\['([^']+)'\]|\[\"([^\"]+)\"\]")
TAG = re.compile(r"(?<=[:\s])!(reset|override)(?=\s)")
UNKNOWN = re.compile(
    r"^(?:\w+ properties are not allowed \()?('.+') (?:(?:was|were) unexpected\)|do(?:es)? not match any of)"
)
PLAIN = [
    (re.compile(r"^'(.+)' is a required property$"), r"\1 is missing; add it"),
    (re.compile(r"^(.+) is not of type (.+)$"), r"\1 is not what belongs here; write a value of type \2"),
    (re.compile(r"^(.+) is not one of (.+)$"), r"\1 is not possible; write one of \2"),
]


def check(sources):
    """Yield what does not fit the schema that a file's name asks for."""
    for schema, pattern in SCHEMAS.items():
        matching = [source for source in sources if not source.fragment and pattern.search(source.path.as_posix())]
        if matching:
            with tempfile.TemporaryDirectory() as folder:
                yield from _ask(schema, [_readable(source, folder) for source in matching])


def _readable(source, folder):
    """Return the source, or a copy that has blanks where Compose has tags."""
    text = TAG.sub(lambda match: " " * len(match[0]), source.text)
    if text == source.text:
        return source
    copy = Path(tempfile.mkstemp(suffix=".yaml", dir=folder)[1])
    copy.write_text(text, encoding="utf-8")
    return replace(source, file=copy)


def _ask(schema, sources):
    known = tool.by_file(sources)
    command = ["check-jsonschema", "--builtin-schema", schema, "--output-format", "json"]
    rule, told = schema.removeprefix("vendor."), []
    for found in json.loads(tool.run(command, sources))["errors"]:
        best = found.get("best_deep_match") or found
        told.append((known[found["filename"]], best["path"], best["message"]))
    for source, path, message in told:
        unknown = UNKNOWN.match(message)
        if not unknown:
            for form, plain in PLAIN:
                message = form.sub(plain, message)
            yield source.problem(line_of(source.file, path), rule, f"{path.removeprefix('$.')}: {message}")
            continue
        keys = [key for key in re.findall(r"'([^']+)'", unknown[1]) if key not in _keys(schema)]
        deeper = any(other is source and at.startswith((f"{path}.", f"{path}[")) for other, at, _ in told)
        for key in keys or ([] if deeper else [unknown[1]]):
            like = get_close_matches(key, _keys(schema), 1)
            text = f"{path.removeprefix('$').removeprefix('.') or 'the file'} has no key {key}"
            if like:
                text += f"; did you mean {like[0]}?"
            elif path == "$" and rule == "compose-spec":
                text += "; if it is a service, move it below services:"
            yield source.problem(line_of(source.file, f"{path}['{key}']"), rule, text)


@cache
def _keys(schema):
    """Return the names of all keys that a schema knows anywhere."""
    folder = Path(check_jsonschema.__file__).parent / "builtin_schemas" / "vendor"
    found, waiting = set(), [json.loads((folder / f"{schema.removeprefix('vendor.')}.json").read_text("utf-8"))]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            found.update(one["properties"] if isinstance(one.get("properties"), dict) else ())
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
    return found


def line_of(file, path):
    """Return the line where a path such as `$.services.web.ports[0]` stands, as far as it can be followed."""
    node, line = nodes.compose(file), 1
    for match in STEP.finditer(path):
        key, index = match[1] or match[3] or match[4], match[2]
        if isinstance(node, yaml.SequenceNode) and index and int(index) < len(node.value):
            node = node.value[int(index)]
            line = node.start_mark.line + 1
            continue
        pairs = node.value if isinstance(node, yaml.MappingNode) else ()
        found = next(((name, value) for name, value in pairs if name.value == key), None)
        if found is None:
            break
        line, node = found[0].start_mark.line + 1, found[1]
    return line
