"""YAML whose fields are known: Compose files, workflows, Dependabot's settings.

check-jsonschema brings the schemas; this module is the only one that knows where. A key that a schema does
not have is looked for among its neighbours first, then among all keys of the schema.
"""

import json
import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

import check_jsonschema
from jsonschema import ValidationError
from jsonschema.validators import validator_for
from referencing import Registry

from book.lint.alternatives import leaves
from book.lint.kubernetes import messages
from book.lint.kubernetes.manifest import Data, Manifest
from book.lint.texts import Source
from lablint.formats import compose, yaml
from lablint.problem import Problem

FOLDER = Path(check_jsonschema.__file__).parent / "builtin_schemas" / "vendor"
SCHEMAS = {
    "compose-spec": compose.NAME,
    "github-workflows": re.compile(r"(^|/)\.github/workflows/[^/]+\.ya?ml$"),
    "dependabot": re.compile(r"(^|/)\.github/dependabot\.ya?ml$"),
}
WHOLE = re.compile(r"\s*\$\{\{.*\}\}\s*", re.S)  # a value that is an expression
UNKNOWN = ("additionalProperties", "unevaluatedProperties")


def check(sources: list[Source]) -> Iterator[Problem]:
    """Yield what does not fit the schema that a file's name asks for, or what a few lines on a page begin with."""
    for source in sources:
        named = [schema for schema, pattern in SCHEMAS.items() if pattern.search(source.path.as_posix())]
        if not named and not source.fragment:
            continue
        try:
            node = yaml.compose(source.text, yaml.COMPOSE)
            data: Any = yaml.data(node, yaml.COMPOSE) if node else None
        except yaml.NotYaml:
            continue  # said by yamllint
        for schema in _shown_in(data) if source.fragment else named:
            if node:
                yield from _check(schema, Manifest(source, node, data, partial=source.fragment))


def _shown_in(data: object) -> list[str]:
    """Return the schema that the keys of a piece of YAML ask for, in a list; empty if none does."""
    if not isinstance(data, dict) or "kind" in data:
        return []
    if isinstance(data.get("services"), dict):
        return ["compose-spec"]
    return ["github-workflows"] if isinstance(data.get("jobs"), dict) and "on" in data else []


def _check(schema: str, file: Manifest) -> Iterator[Problem]:
    found = [leaf for error in _validator(schema).iter_errors(file.data) for leaf in leaves(error)]
    unknown = [(error, key) for error in found if error.validator in UNKNOWN for key in _unknown(schema, error)]
    meant = {(*error.absolute_path, like) for error, key in unknown for like in _like(schema, error, key)}
    for error, key in unknown:
        yield file.problem([*error.absolute_path, key], schema, _said(schema, error, key))
    for error in found:
        path = [*error.absolute_path]
        if (file.partial and error.validator == "required") or (schema == "github-workflows" and _taken(error)):
            continue  # it stands elsewhere; GitHub takes it
        if error.validator in UNKNOWN or meant.intersection((*path, key) for key in _missing(error)):
            continue
        if schema == "github-workflows" and path[-2:-1] == ["steps"] and _does_nothing(error.instance):
            yield file.problem(path, schema, f"{messages.at(path)}a step needs run, or uses; add one of them")
            continue
        if schema == "compose-spec" and len(path) == 2 and path[0] == "services" and path[1] in _service():
            message = f"{path[1]} is a key of a service, and a service's name belongs here; indent it below its service"
            yield file.problem(path, schema, message)
            continue
        for place, _, message in messages.explain(error):
            yield file.problem(place, schema, message)


def _does_nothing(step: object) -> bool:
    return isinstance(step, dict) and not {"run", "uses"}.intersection(step)


def _taken(error: ValidationError) -> bool:
    """Tell whether GitHub takes what the schema of workflows refuses."""
    value, path = error.instance, [*error.absolute_path]
    if error.validator == "required":
        return path[-1:] == ["strategy"]  # without a matrix
    if path[:1] == ["on"]:
        return (
            path[-1] in ("inputs", "outputs", "secrets")
            if value is None
            else _is_filter(path) and isinstance(value, str)
        )
    return path[-1:] in (["strategy"], ["services"]) and isinstance(value, str) and bool(WHOLE.fullmatch(value))


def _is_filter(path: list[str | int]) -> bool:
    return str(path[-1]).removesuffix("-ignore") in ("branches", "paths", "tags", "types")


def _missing(error: ValidationError) -> list[str]:
    required = error.validator_value if error.validator == "required" else ()
    return [name for name in required if name not in error.instance]


def _unknown(schema: str, error: ValidationError) -> list[str]:
    """Return the keys that a schema does not have; of those that it has, none is told because of another's value."""
    known = _properties(schema, error.schema)
    return [key for key in messages.unknown(error.instance, error.schema) if key not in known]


def _like(schema: str, error: ValidationError, key: str) -> list[str]:
    """Return the known key that an unknown one was probably meant to be, in a list; empty if there is none."""
    known = [name for name in _properties(schema, error.schema) if name not in error.instance]
    return get_close_matches(key, known, 1)


def _said(schema: str, error: ValidationError, key: str) -> str:
    path = [*error.absolute_path]
    place = messages.at(path).removesuffix(": ")
    among_services = path[:1] == ["services"] and path[1:] in [[kind] for kind in compose.RESOURCES]
    if schema == "compose-spec" and among_services and not {"image", "build"}.intersection(error.instance):
        return f"{place} has no key {key}; if {path[1]} is no service, move it to the margin, out of services:"
    like = _like(schema, error, key) or get_close_matches(key, _keys(schema) - {key}, 1)
    if like:
        hint = f"; did you mean {like[0]}?"
    else:
        hint = "" if place or schema != "compose-spec" else "; if it is a service, move it below services:"
    return f"{place or 'the file'} has no key {key}{hint}"


def _properties(name: str, schema: Data) -> set[str]:
    """Return the names of the keys that a part of a schema has, also by way of what it refers to."""
    found = set(schema.get("properties", ()))
    for other in [schema, *schema.get("allOf", ())]:
        if "$ref" in other:
            step = _schema(name)
            for key in other["$ref"].removeprefix("#/").split("/"):
                step = step[key]
            found |= _properties(name, step)
        elif other is not schema:
            found |= _properties(name, other)
    return found


def _service() -> set[str]:
    """Return the keys that a service of Compose has."""
    return _properties("compose-spec", {"$ref": "#/$defs/service"}) - {"name"}


@cache
def _schema(name: str) -> Data:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


@cache
def _validator(name: str) -> Any:
    return validator_for(_schema(name))(_schema(name), registry=Registry())


@cache
def _keys(name: str) -> set[str]:
    """Return the names of all keys that a schema knows anywhere."""
    found: set[str] = set()
    waiting: list[Any] = [_schema(name)]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            found.update(one["properties"] if isinstance(one.get("properties"), dict) else ())
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
    return found
