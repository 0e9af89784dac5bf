"""What a schema's error means, in plain words, and where it stands.

jsonschema says "Additional properties are not allowed"; a reader wants to know which field, on which
line, and what was probably meant. One error may become several problems: one for each field.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from jsonschema.exceptions import ValidationError

from book.lint.kubernetes.formats import FORMATS
from book.lint.kubernetes.manifest import Steps
from book.lint.likeness import near

FIELD, VALUE, TWICE = "kubernetes-field", "kubernetes-value", "kubernetes-duplicate"
TYPES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "object": "keys with values",
    "array": "a list",
}

PATTERNS = {  # of the schemas of others, in words
    "[a-zA-Z0-9][a-zA-Z0-9_.-]+": "two letters or digits at least; behind the first, also ., _ and -",
    "^(always|never|build|if_not_present|missing|refresh|daily|weekly|every_([0-9]+[wdhms])+)$": (
        "always, never, missing, build, daily, weekly or a time such as every_12h"
    ),
    r"^(.+\/)+(.+)\.(ya?ml)(@.+)?$": "the path of a workflow's file, such as ./.github/workflows/check.yml",
    "^([01][0-9]|2[0-3]):[0-5][0-9]$": "a time such as 06:30",
    "^[_a-zA-Z][a-zA-Z0-9_-]*$": "letters, digits, _ and -, a letter or _ first",
}
PLACEHOLDER = re.compile(r"\$\{?[A-Za-z_]")  # of envsubst


def explain(
    error: ValidationError, partial: bool = False, belongs: Callable[[Steps, str], str] = lambda path, name: ""
) -> Iterator[tuple[Steps, str, str]]:
    """Yield (path, rule, message) for what an error of jsonschema means.

    Nothing is missing in what is partial; `belongs` says where else a field could stand.
    """
    path, value, schema = [*error.absolute_path], error.instance, error.schema
    if "propertyNames" in error.absolute_schema_path:
        path = [*path, value]
    match error.validator:
        case "additionalProperties" | "unevaluatedProperties":
            for name in unknown(value, schema):
                if not (partial and name.startswith("$")):
                    known = [field for field in schema.get("properties", {}) if field not in value]
                    labels = "; labels stand under matchLabels" if "matchLabels" in known else ""
                    hint = near(name, known, 0.9) or belongs(path, name) or near(name, known) or labels
                    yield [*path, name], FIELD, f"{at(path)}there is no field {name}{hint}"
        case "required":
            for name in [name for name in error.validator_value if name not in value]:
                if not partial and error.message.startswith(repr(name)):
                    yield path, FIELD, f"{at(path)}the field {name} is missing; add it"
        case "type":
            if value is None:
                yield path, FIELD, f"{at(path)}this is empty; write what belongs here, or remove it"
            else:
                file = (
                    f"; write path: {value}"
                    if isinstance(value, str) and "path" in schema.get("properties", ())
                    else ""
                )
                yield path, FIELD, f"{at(path)}{_other_type(value, error.validator_value)}{file}"
        case "dependencies" | "dependentRequired":
            for name, needed in error.validator_value.items():
                for other in [other for other in needed if name in value and other not in value]:
                    yield [*path, name], FIELD, f"{at(path)}{name} needs {other} beside it; add that, or remove {name}"
        case "oneOf" | "anyOf":
            yield from _alternatives(error, path, value)
        case "enum":
            options = [option for option in error.validator_value if option not in ("", None)]
            allowed = ", ".join(map(str, options))
            yield path, VALUE, f"{at(path)}{_shown(value)} is none of {allowed}{near(str(value), options)}"
        case "format":
            form, place = FORMATS[error.validator_value], path[:-1] if path[-1:] == [value] else path
            yield path, form.rule, f"{at(place)}{_shown(value)} is not allowed; it must be {form.wants}"
        case "x-kubernetes-list-map-keys":
            yield path, TWICE, f"{at(path)}{error.message} stands twice in this list; keep one, or rename it"
        case "x-only-one":
            yield path, VALUE, f"{at(path[:-1])}{error.message}, and Kubernetes takes one of them; keep one"
        case "minimum" | "maximum":
            word = "least" if error.validator == "minimum" else "most"
            yield path, VALUE, f"{at(path)}{value} is not allowed; the {word} is {error.validator_value}"
        case "minItems" | "minProperties" | "minLength":
            if not partial:
                yield path, FIELD, f"{at(path)}this is empty; write one at least"
        case "pattern" | "maxLength" | "maxItems" | "const" | "not":
            yield path, VALUE, f"{at(path)}{_shown(value)} is not allowed: {_reason(error)}"
        case _ if schema is False or error.validator is None:
            yield path, FIELD, f"{at(path)}this kind has no such field; remove it"
        case _:
            yield path, VALUE, f"{at(path)}{error.message[:200]}"


def at(path: Steps) -> str:
    """Return `spec.containers[0].image: `, nothing for the object itself."""
    shown = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return f"{shown.removeprefix('.')}: " if shown else ""


def unknown(value: object, schema: Any) -> list[str]:
    """Return the keys of an object that its schema does not name."""
    patterns = schema.get("patternProperties", ())
    return [
        key
        for key in (value if isinstance(value, dict) else ())
        if key not in schema.get("properties", {}) and not any(re.search(pattern, key) for pattern in patterns)
    ]


def type_of(value: object) -> str:
    """Return what a value is, in plain words."""
    kinds = [(bool, "boolean"), (int, "number"), (float, "number"), (str, "string"), (list, "array"), (dict, "object")]
    return next((TYPES[name] for kind, name in kinds if isinstance(value, kind)), "nothing")


def _other_type(value: object, types: str | list[str]) -> str:
    """Return that a value is of another type than those wanted, and what to write."""
    names = [types] if isinstance(types, str) else [name for name in types if name != "null"]
    belongs = "belong here" if names[-1:] == ["object"] else "belongs here"
    wanted = f"{' or '.join(TYPES[name] for name in names)} {belongs}"
    if isinstance(value, bool):
        is_ = f"YAML reads this as {_shown(value)}"
    elif isinstance(value, dict):
        is_ = "these are keys with values"
    else:
        is_ = f"{_shown(value)} is {type_of(value)}"
    if "string" in names and not isinstance(value, (dict, list)):
        wanted += "; put it in quotes"
    elif "array" in names and isinstance(value, dict):
        wanted += "; begin each of its entries with a -"
    return f"{is_}, and {wanted}"


def _alternatives(error: ValidationError, path: Steps, value: object) -> Iterator[tuple[Steps, str, str]]:
    forms = {inner.relative_schema_path[0] for inner in error.context}
    types = [inner.validator_value for inner in error.context if inner.validator == "type" and not inner.relative_path]
    if value is None:
        yield path, FIELD, f"{at(path)}this is empty; write a value, or remove the field"
    elif len(types) == len(forms):
        names = sorted({name for each in types for name in ([each] if isinstance(each, str) else each)})
        yield path, FIELD, f"{at(path)}{_other_type(value, names)}"
    else:
        yield path, VALUE, f"{at(path)}{_shown(value)} has none of the forms that are allowed here"


def _shown(value: object) -> str:
    if isinstance(value, (dict, list)):
        return "this"
    if isinstance(value, str):
        return f'"{value[:100]}"'
    return "this" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _reason(error: ValidationError) -> str:
    if error.validator == "pattern" and error.validator_value in PATTERNS:
        return f"it must be {PATTERNS[error.validator_value]}"
    if "description" in error.schema and error.validator == "pattern":
        return f"it must be {error.schema['description']}"
    return f"it must look like {error.validator_value}" if error.validator == "pattern" else error.message[:200]
