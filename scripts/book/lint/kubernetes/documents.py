"""Manifests: the objects that a YAML file holds, each knowing the line of every entry.

A file may hold several documents, and a List several objects. Where one document is broken, those before
and after it are read all the same.
"""

import re
from collections.abc import Iterator

from book.lint.kubernetes.manifest import Data, Manifest
from book.lint.texts import Source
from lablint.formats import yaml
from lablint.formats.yaml import Node
from lablint.problem import Problem

RULE = "kubernetes-document"
KUSTOMIZATIONS = ("kustomization.yaml", "kustomization.yml")
KUSTOMIZATION = {"apiVersion": "kustomize.config.k8s.io/v1beta1", "kind": "Kustomization"}
MARKS = {"apiVersion", "kind", "metadata"}
LIKELY = re.compile(r"^\s*[{'\"]*\s*(?:apiVersion|kind)['\"]?\s*:", re.M)


def read(source: Source) -> tuple[list[Manifest], list[Problem]]:
    """Return (manifests, problems) of a YAML file; other YAML has neither."""
    manifests: list[Manifest] = []
    problems: list[Problem] = []
    named = source.file.name in KUSTOMIZATIONS  # need not say what it is
    text = source.text if source.kind == "yaml" else source.text.replace("\t", " ")  # JSON, which YAML takes in
    for node in yaml.documents(text, yaml.KUBECTL) if named or LIKELY.search(text) else ():
        if not (looks_like_manifest(node) or (named and isinstance(node, yaml.MappingNode))):
            continue
        try:
            manifests += _objects(source, node, (KUSTOMIZATION if named else {}) | yaml.data(node, yaml.KUBECTL))
        except (yaml.NotYaml, TypeError) as error:
            message = f"this cannot be read: {error}; quote a value that begins with {{, [, * or !"
            problems.append(source.problem(getattr(error, "line", yaml.line(node)), RULE, message))
    return manifests, problems


def looks_like_manifest(node: Node) -> bool:
    """Tell whether a document says what kind of object it is, or forgets half of that."""
    keys = {str(key.value) for key, _ in node.value} if isinstance(node, yaml.MappingNode) else set()
    return len(keys & MARKS) >= 2


def _objects(source: Source, node: Node, data: Data) -> Iterator[Manifest]:
    if isinstance(data.get("kind"), str) and data["kind"].endswith("List") and isinstance(data.get("items"), list):
        items = next((value.value for key, value in reversed(node.value) if key.value == "items"), ())
        for item, inside in zip(items, data["items"], strict=False):
            if isinstance(inside, dict):
                yield from _objects(source, item, inside)
    else:
        yield Manifest(source, node, data, partial=source.fragment)
