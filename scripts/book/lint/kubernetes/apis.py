"""What Kubernetes no longer has and what it will not have for long: `apis.yaml` says it of kinds, fields and labels."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from book.lint.kubernetes import pods
from book.lint.kubernetes.manifest import Data, Manifest, Steps, dig
from lablint.formats import yaml


@cache
def table() -> Data:
    return yaml.read(Path(__file__).parent / "apis.yaml")


def fate(which: str, manifest: Manifest) -> Data | None:
    """Return the row of the table that is "removed" or "deprecated" for an object's kind, None if there is none."""
    for row in table()[which]:
        if row["api"] == manifest.api and manifest.kind in row.get("kinds", [manifest.kind]):
            return row
    return None


def deprecated_parts(manifest: Manifest) -> Iterator[tuple[Steps, str, str]]:
    """Yield (path, what it is, what to use) of deprecated fields, annotations and node labels."""
    fields = table()["fields"]
    if manifest.kind in ("Service", "Kustomization"):
        base = ("spec",) if manifest.kind == "Service" else ()
        yield from _fields(manifest.get(*base, default={}), base, fields[manifest.kind])
    yield from _annotations(manifest, ("metadata", "annotations"))
    if manifest.kind == "PersistentVolume":
        yield from _fields(manifest.get("spec", default={}), ("spec",), fields["volume"])
    if pod := pods.of(manifest):
        if pod.path:
            yield from _annotations(manifest, (*pod.path, "metadata", "annotations"))
        path = (*pod.path, "spec")
        yield from _fields(pod.spec, path, fields["pod"])
        for number, volume in enumerate(pods.entries(pod.spec, "volumes")):
            yield from _fields(volume, (*path, "volumes", number), fields["volume"])
        for place, key in _node_labels(pod.spec):
            if isinstance(key, str) and key in table()["labels"]:
                yield (*path, *place), f"the label {key}", table()["labels"][key]


def _fields(data: Data, path: Steps, known: dict[str, str]) -> Iterator[tuple[Steps, str, str]]:
    for key in data:
        if key in known:
            yield (*path, key), f"the field {key}", known[key]


def _annotations(manifest: Manifest, path: Steps) -> Iterator[tuple[Steps, str, str]]:
    for key in manifest.get(*path, default={}):
        for known, use in table()["annotations"].items():
            if key == known or (known.endswith("/") and key.startswith(known)):
                yield (*path, key), f"the annotation {key}", use


def _node_labels(data: Data) -> Iterator[tuple[Steps, Any]]:
    """Yield (path, key) wherever a Pod chooses nodes by a label."""
    for key in dig(data, "nodeSelector", default={}):
        yield ("nodeSelector", key), key
    for number, entry in enumerate(pods.entries(data, "topologySpreadConstraints")):
        yield ("topologySpreadConstraints", number, "topologyKey"), entry.get("topologyKey")
    node = ("affinity", "nodeAffinity")
    required = (*node, "requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms")
    preferred = (*node, "preferredDuringSchedulingIgnoredDuringExecution")
    for place, inner in ((required, ()), (preferred, ("preference",))):
        for number, term in enumerate(pods.entries(data, *place)):
            for index, entry in enumerate(pods.entries(term, *inner, "matchExpressions")):
                yield (*place, number, *inner, "matchExpressions", index, "key"), entry.get("key")
