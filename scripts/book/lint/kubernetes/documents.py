"""Manifests: the objects that a YAML file holds, each knowing the line of every entry.

A file may hold several documents, and a List several objects. YAML means what it means to
kubectl: dates and 12:30 are text, `y` and `on` are booleans, 1e3 is a number, keys are text.

Where one document is broken, those before and after it are read all the same. `reading` has
refused what aliases or nesting blow up; a document behind a broken one it has not seen.
"""

import re

import yaml

from book.lint import reading
from book.lint.kubernetes.manifest import Manifest
from book.lint.yaml_words import loader

RULE = "kubernetes-document"
KUSTOMIZATIONS = ("kustomization.yaml", "kustomization.yml")
KUSTOMIZATION = {"apiVersion": "kustomize.config.k8s.io/v1beta1", "kind": "Kustomization"}
MARKS = {"apiVersion", "kind", "metadata"}
LIKELY = re.compile(r"^\s*[{'\"]*\s*(?:apiVersion|kind)['\"]?\s*:", re.M)
SEPARATOR = re.compile(r"^---(?=\s|$)", re.M)


def _whole(text):
    octal = re.fullmatch(r"([-+]?)0o?([0-7]+)", text)
    return int(octal[1] + octal[2], 8) if octal else int(text, 0)


TRUE = ("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON")
FALSE = ("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF")
Loader = loader(TRUE, FALSE, r"[-+]?(?:0|[1-9][0-9]*|0o?[0-7]+|0x[0-9a-fA-F]+|0b[01]+)", _whole)


def read(source):
    """Return (manifests, problems) of a YAML file; other YAML has neither."""
    manifests, problems = [], []
    named = source.file.name in KUSTOMIZATIONS  # need not say what it is
    text = source.text if source.kind == "yaml" else source.text.replace("\t", " ")  # JSON, which YAML takes in
    for node in roots(text) if named or LIKELY.search(text) else ():
        if not (looks_like_manifest(node) or (named and isinstance(node, yaml.MappingNode))):
            continue
        try:
            manifests += _objects(source, node, (KUSTOMIZATION if named else {}) | construct(node))
        except (yaml.YAMLError, ValueError, TypeError) as error:
            mark = getattr(error, "problem_mark", None) or node.start_mark
            reason = getattr(error, "problem", None) or error
            message = f"this cannot be read: {reason}; quote a value that begins with {{, [, * or !"
            problems.append(source.problem(mark.line + 1, RULE, message))
    return manifests, problems


def looks_like_manifest(node):
    """Tell whether a document says what kind of object it is, or forgets half of that."""
    keys = {str(key.value) for key, _ in node.value} if isinstance(node, yaml.MappingNode) else set()
    return len(keys & MARKS) >= 2


def construct(node):
    """Return what a node stands for, with keys that are text; raise YAMLError, ValueError or TypeError."""
    return _keyed(Loader("").construct_document(node))


def roots(text):
    """Return the documents that can be read."""
    try:
        return list(yaml.compose_all(text, Loader=Loader))
    except yaml.YAMLError:  # said by yamllint
        starts = [0, *(match.start() for match in SEPARATOR.finditer(text)), len(text)]
        pairs = zip(starts, starts[1:], strict=False)
        found = [_root("\n" * text.count("\n", 0, begin) + text[begin:end]) for begin, end in pairs]
        return [node for node in found if node]


def _root(text):
    try:
        return None if reading.bomb(text) else yaml.compose(text, Loader=Loader)
    except yaml.YAMLError:
        return None


def _objects(source, node, data):
    if isinstance(data.get("kind"), str) and data["kind"].endswith("List") and isinstance(data.get("items"), list):
        items = next((value.value for key, value in reversed(node.value) if key.value == "items"), ())
        for item, inside in zip(items, data["items"], strict=False):
            if isinstance(inside, dict):
                yield from _objects(source, item, inside)
    else:
        yield Manifest(source, node, data, partial=source.fragment)


def _keyed(data):
    if isinstance(data, dict):
        return {_key(key): _keyed(value) for key, value in data.items()}
    return [_keyed(item) for item in data] if isinstance(data, list) else data


def _key(key):
    return str(key).lower() if isinstance(key, bool) else str(key)
