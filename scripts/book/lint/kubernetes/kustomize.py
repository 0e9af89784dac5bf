"""Kustomizations: the files they name, what they generate, and what their patches hit."""

import re
from collections.abc import Iterator
from typing import Any

from book.lint.kubernetes.commands import Made
from book.lint.kubernetes.kustomization import beside, exists, is_path, patch_files
from book.lint.kubernetes.lab import Manifests
from book.lint.kubernetes.manifest import Data, Manifest, Steps, dig
from book.lint.kubernetes.pods import entries
from book.lint.likeness import near
from lablint.problem import Problem

FILE, PATCH, TWICE = "kustomization-file", "kustomization-patch", "kubernetes-duplicate"
NAMES = ("kustomization.yaml", "kustomization.yml")
REMOTE = re.compile(r"://|^git@|\?ref=|^[\w-]+(\.[\w-]+)+/.*/|.//")
LISTS = ("resources", "components", "bases", "crds", "configurations", "generators", "transformers", "validators")


def check(lab: Manifests) -> Iterator[Problem]:
    """Yield files that are missing or listed twice, and patches that hit nothing."""
    for manifest in lab.kustomizations:
        yield from _files(manifest)
        yield from _patches(lab, manifest)


def _files(manifest: Manifest) -> Iterator[Problem]:
    for path, text in _named(manifest):
        if not exists(beside(manifest, text)):
            others = [file.name for file in manifest.source.path.parent.iterdir()]
            message = f"{text} is not there; a path begins at the folder of this file{near(text, others)}"
            yield manifest.problem(path, FILE, message)
    for key in ("resources", "components", "bases"):
        seen = set()
        for number, text in enumerate(manifest.get(key, default=[])):
            if isinstance(text, str) and text.rstrip("/") in seen:
                yield manifest.problem((key, number), TWICE, f"{key}: {text} stands twice; keep one")
            seen.add(str(text).rstrip("/"))


def _named(manifest: Manifest) -> Iterator[tuple[Steps, str]]:
    """Yield (path, text) of all that names a file or folder beside the kustomization."""
    for key in LISTS:
        for number, text in enumerate(manifest.get(key, default=[])):
            if isinstance(text, str) and not REMOTE.search(text) and "\n" not in text:
                yield (key, number), text
    for number, text in enumerate(manifest.get("patchesStrategicMerge", default=[])):
        if is_path(text):
            yield ("patchesStrategicMerge", number), text
    for key in ("patches", "patchesJson6902"):
        for number, patch in enumerate(entries(manifest.data, key)):
            if isinstance(patch.get("path"), str):
                yield (key, number, "path"), patch["path"]
    for key in ("configMapGenerator", "secretGenerator"):
        for number, entry in enumerate(entries(manifest.data, key)):
            for field in ("files", "envs"):
                for place, text in enumerate(dig(entry, field, default=[])):
                    if isinstance(text, str):
                        yield (key, number, field, place), text.rpartition("=")[2]


def _patches(lab: Manifests, manifest: Manifest) -> Iterator[Problem]:
    """Yield patches whose target is no object of the lab; where some resources are elsewhere, nobody knows."""
    if any(REMOTE.search(str(text)) for kustomization in lab.kustomizations for text in _sources(kustomization)):
        return
    for number, patch in enumerate(entries(manifest.data, "patches")):
        target = patch.get("target") if isinstance(patch.get("target"), dict) else None
        if target and not any(_hits(target, one) for one in lab.objects):
            shown = " ".join(str(target[key]) for key in ("kind", "name") if key in target)
            known = [one.name for one in lab.manifests if one.kind == target.get("kind", one.kind)]
            message = f"the patch hits nothing: there is no {shown}{near(str(target.get('name')), known)}"
            yield manifest.problem(("patches", number, "target"), PATCH, message)
    mine = [patch for patch in lab.patches if patch.source.path in patch_files(manifest)]
    for one in [patch for patch in mine if not _has_target(manifest, patch)]:
        known = [other.name for other in lab.objects if other.kind == one.kind]
        if not any(_same(one.name, name) for name in known):
            message = f"the patch hits nothing: there is no {one.shown}{near(one.name, known)}"
            yield one.problem(("metadata", "name"), PATCH, message)


def _has_target(manifest: Manifest, patch: Manifest) -> bool:
    listed = [entry for entry in entries(manifest.data, "patches") if isinstance(entry.get("path"), str)]
    return any(entry.get("target") and beside(manifest, entry["path"]) == patch.source.path for entry in listed)


def _hits(target: Data, one: Manifest | Made) -> bool:
    if "name" in target and not _same(str(target["name"]), one.name):
        return False
    return target.get("kind") in (None, one.kind)


def _same(wanted: str, name: str) -> bool:
    """Tell whether a patch may mean a name: prefixes and suffixes may have been added, and a target is a pattern."""
    try:
        return name in wanted or bool(re.fullmatch(wanted, name))
    except re.error:
        return False


def _sources(manifest: Manifest) -> list[Any]:
    return [
        *manifest.get("resources", default=[]),
        *manifest.get("bases", default=[]),
        *manifest.get("components", default=[]),
        *manifest.get("helmCharts", default=[]),
    ]
