"""The fields of every kind: what the course's version of Kubernetes knows, and the custom resources of the book.

kubernetes-validate brings the schemas of each version of Kubernetes; this module is the only one
that knows it. Laid over them is what `schemas/kubernetes.yaml` adds; the other files there
describe kinds that are not Kubernetes' own.
"""

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, validators
from jsonschema.exceptions import ValidationError
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from book.lint.alternatives import leaves
from book.lint.kubernetes import formats, keywords
from book.lint.kubernetes.manifest import Data
from lablint.formats import yaml

Kinds = dict[tuple[str, str], Data]  # schemas by apiVersion and kind

VERSION = "1.37"  # the course's
SCHEMAS = Path(__file__).parents[1] / "schemas"
OWN = ("gateway", "argocd", "kind", "kustomize")
META = "kubernetes#/$defs/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"


@cache
def definitions() -> Data:
    """Return {name: JSON Schema} of Kubernetes' types, with what it checks beyond its published schema."""
    package = files("kubernetes_validate")
    file = package / "kubernetes-json-schema" / f"v{VERSION}.0-local-strict" / "_definitions.json"
    found = json.loads(file.read_text(encoding="utf-8"))["$defs"]
    for name, addition in _load("kubernetes").items():
        _lay(addition, over=found[name])
    return found


@cache
def kinds() -> Kinds:
    """Return {(apiVersion, kind): JSON Schema}."""
    found = {}
    for name, schema in definitions().items():
        for known in schema.get("x-kubernetes-group-version-kind", ()):
            api = f"{known['group']}/{known['version']}".removeprefix("/")
            if "apiVersion" in schema["properties"] and not name.startswith("io.k8s.apimachinery."):
                found[api, known["kind"]] = {"$ref": f"kubernetes#/$defs/{name}"}
    for file in OWN:
        own = _load(file)
        for version in own["versions"]:
            for kind in own["kinds"]:
                found[version, kind] = {"$ref": f"{file}#/kinds/{kind}"}
    return found


@cache
def groups() -> set[str]:
    """Return the API groups whose kinds are all known."""
    return {api.rpartition("/")[0] for api, _ in kinds()}


def errors(schema: Data, data: Data) -> Iterator[ValidationError]:
    """Yield jsonschema's errors of an object."""
    for error in _validator(json.dumps(schema)).iter_errors(data):
        yield from leaves(error)


def resolved(schema: Any, document: str | None = None) -> tuple[Data, str | None]:
    """Return (schema, document) with its reference followed and laid under what stands beside it."""
    while isinstance(schema, dict) and "$ref" in schema:
        name, _, pointer = schema["$ref"].partition("#/")
        document = name or document or ""
        found = _contents()[document]
        for step in pointer.split("/"):
            found = found[step]
        schema = found | {key: value for key, value in schema.items() if key != "$ref" and key not in found}
    return schema if isinstance(schema, dict) else {}, document


@cache
def _contents() -> dict[str, Data]:
    contents = {"kubernetes": {"$defs": definitions()}}
    for file in OWN:
        own = close(_load(file))
        own["kinds"] = {kind: with_head(schema) for kind, schema in own["kinds"].items()}
        contents[file] = own
    return contents


@cache
def _registry() -> Registry[Data]:
    resources = {name: DRAFT202012.create_resource(text) for name, text in _contents().items()}
    return Registry().with_resources(resources.items())


@cache
def _validator(schema: str) -> Any:
    made = validators.extend(Draft202012Validator, keywords.ALL)
    return made(json.loads(schema), registry=_registry(), format_checker=formats.checker())


def _load(name: str) -> Data:
    return yaml.read(SCHEMAS / f"{name}.yaml")


def _lay(addition: Data, over: Data) -> None:
    for key, value in addition.items():
        if isinstance(value, dict) and isinstance(over.get(key), dict):
            _lay(value, over[key])
        elif key == "required":
            over[key] = sorted({*over.get(key, ()), *value})
        else:
            over[key] = value


def close(schema: Any) -> Any:
    """Return a schema in which an object has no other fields than those that are named."""
    if isinstance(schema, list):
        return [close(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {key: close(value) for key, value in schema.items()}
    if schema.get("x-kubernetes-int-or-string"):
        closed.pop("type", None)
    if isinstance(schema.get("properties"), dict) and not schema.get("x-kubernetes-preserve-unknown-fields"):
        closed.setdefault("additionalProperties", False)
    if schema.get("nullable") and isinstance(schema.get("type"), str):
        closed["type"] = [schema["type"], "null"]
    return closed


def with_head(schema: Data) -> Data:
    """Return the schema of a kind with the fields that every object has."""
    head = {"apiVersion": {}, "kind": {}, "metadata": {"$ref": META}, "status": {}}
    properties = schema.get("properties")
    return {**schema, "properties": head | properties} if isinstance(properties, dict) else schema
