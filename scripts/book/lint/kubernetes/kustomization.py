"""A Kustomization as data: the files of patches that it names, the labels that it gives, the paths that it means."""

import os
from pathlib import Path

from book.lint.kubernetes.manifest import Manifest, dig
from book.lint.kubernetes.pods import entries


def is_kustomization(manifest: Manifest) -> bool:
    """Tell whether a manifest is a Kustomization or a Component of kustomize."""
    return manifest.kind in ("Kustomization", "Component") and manifest.group == "kustomize.config.k8s.io"


def given_labels(manifest: Manifest) -> set[str]:
    """Return the keys of the labels that a Kustomization puts into selectors and templates of Pods."""
    added = [
        one for one in entries(manifest.data, "labels") if one.get("includeSelectors") or one.get("includeTemplates")
    ]
    return {*manifest.get("commonLabels", default={}), *(key for one in added for key in dig(one, "pairs", default={}))}


def patch_files(manifest: Manifest) -> set[Path]:
    """Return the files that hold patches."""
    paths = [patch.get("path") for key in ("patches", "patchesJson6902") for patch in entries(manifest.data, key)]
    paths += [text for text in manifest.get("patchesStrategicMerge", default=[]) if is_path(text)]
    return {beside(manifest, path) for path in paths if isinstance(path, str)}


def is_path(text: object) -> bool:
    return isinstance(text, str) and "\n" not in text


def beside(manifest: Manifest, text: str) -> Path:
    """Return the path that a Kustomization means by a text."""
    return Path(os.path.normpath(manifest.source.path.parent / text))


def exists(path: Path) -> bool:
    """Tell whether there is a file or folder; a path that cannot be one is not there."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False
