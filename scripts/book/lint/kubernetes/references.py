"""What a Pod needs from elsewhere: ConfigMaps, Secrets and their keys, claims, a ServiceAccount."""

import re
from collections.abc import Iterator

from book.lint.kubernetes.commands import Made
from book.lint.kubernetes.lab import APART, Manifests, keys
from book.lint.kubernetes.manifest import Data, Manifest, Steps, dig
from book.lint.kubernetes.pods import Container, Pod, entries, named
from book.lint.likeness import near
from lablint.problem import Problem

MISSING, KEY, NAMESPACE = "kubernetes-reference", "kubernetes-key", "kubernetes-namespace"
GIVEN = {("ConfigMap", "kube-root-ca.crt"), ("ServiceAccount", "default")}


def check(lab: Manifests) -> Iterator[Problem]:
    """Yield what the Pods of a lab need and do not get."""
    for pod in [pod for pod in lab.pods if not isinstance(pod, Made)]:
        spec = (*pod.path, "spec")
        account = pod.spec.get("serviceAccountName")
        yield from missing(lab, pod.manifest, "ServiceAccount", account, (*spec, "serviceAccountName"))
        yield from _volumes(lab, pod, spec)
        volumes = {volume.get("name"): volume for volume in named(pod.spec, "volumes")}
        for container in pod.containers():
            yield from _environment(lab, pod.manifest, container)
            for number, mount in enumerate(entries(container.data, "volumeMounts")):
                path = (*container.path, "volumeMounts", number, "subPath")
                yield from _part(lab, pod.manifest, volumes.get(str(mount.get("name")), {}), mount, path)


def missing(
    lab: Manifests,
    manifest: Manifest,
    kind: str,
    name: object,
    path: Steps,
    key: object = None,
    optional: object = False,
) -> Iterator[Problem]:
    """Yield the problem if there is no such object, or if it has no such key."""
    if not isinstance(name, str) or not name or optional is True or (kind, name) in GIVEN:
        return
    found = lab.find(kind, name, manifest)
    same = [one for one in lab.objects if one.kind == kind]
    elsewhere = lab.own(manifest) != lab.folder and not lab.speaks_of(manifest, same)
    if not found and not elsewhere and not _claimed(lab, manifest, kind, name) and not lab.vouches(name):
        hint = near(name, lab.names(kind, manifest))
        yield manifest.problem(path, MISSING, f"there is no {kind} {name} in this folder{hint}")
    elif kind != "ClusterRole" and lab.apart(manifest, found):
        yield manifest.problem(path, NAMESPACE, f"{kind} {name} {APART}")
    elif found and isinstance(key, str):
        patches = [one for one in lab.patches if one.kind == kind and one.name == name]
        known = [keys(one) for one in [*found, *patches]]
        there = {one for names in known for one in names or ()}
        if None not in known and key not in there:
            has = ", ".join(sorted(there)) or "none"
            message = f"the {kind} {name} has no key {key}; it has {has}"
            yield manifest.problem((*path[:-1], "key"), KEY, message)


def _claimed(lab: Manifests, manifest: Manifest, kind: str, name: str) -> bool:
    """Tell whether a StatefulSet of the lab makes this PersistentVolumeClaim, for itself or by its full name."""
    if kind != "PersistentVolumeClaim":
        return False
    for one in [one for one in lab.manifests if one.kind == "StatefulSet"]:
        for template in entries(one.data, "spec", "volumeClaimTemplates"):
            claim = dig(template, "metadata", "name")
            if (one is manifest and claim == name) or re.fullmatch(rf"{re.escape(f'{claim}-{one.name}-')}\d+", name):
                return True
    return False


def _environment(lab: Manifests, manifest: Manifest, container: Container) -> Iterator[Problem]:
    for number, entry in enumerate(entries(container.data, "env")):
        for field, kind in (("configMapKeyRef", "ConfigMap"), ("secretKeyRef", "Secret")):
            ref, path = dig(entry, "valueFrom", field, default={}), ("env", number, "valueFrom", field, "name")
            yield from _ref(lab, manifest, kind, ref, (*container.path, *path), ref.get("key"))
    for number, entry in enumerate(entries(container.data, "envFrom")):
        for field, kind in (("configMapRef", "ConfigMap"), ("secretRef", "Secret")):
            ref = dig(entry, field, default={})
            yield from _ref(lab, manifest, kind, ref, (*container.path, "envFrom", number, field, "name"))


def _ref(
    lab: Manifests, manifest: Manifest, kind: str, ref: Data, path: Steps, key: object = None
) -> Iterator[Problem]:
    name = ref.get(str(path[-1]))
    yield from missing(lab, manifest, kind, name, path, key, optional=ref.get("optional", False))


def _volumes(lab: Manifests, pod: Pod, spec: Steps) -> Iterator[Problem]:
    for number, volume in enumerate(entries(pod.spec, "volumes")):
        path = (*spec, "volumes", number)
        claim = dig(volume, "persistentVolumeClaim", "claimName")
        place = (*path, "persistentVolumeClaim", "claimName")
        yield from missing(lab, pod.manifest, "PersistentVolumeClaim", claim, place)
        yield from _source(lab, pod.manifest, volume, path, "secretName")
        for index, source in enumerate(entries(volume, "projected", "sources")):
            yield from _source(lab, pod.manifest, source, (*path, "projected", "sources", index), "name")


def _source(lab: Manifests, manifest: Manifest, data: Data, path: Steps, secret_name: str) -> Iterator[Problem]:
    """Yield what a volume takes from a ConfigMap or Secret that is not there."""
    for field, kind, named_by in (("configMap", "ConfigMap", "name"), ("secret", "Secret", secret_name)):
        ref = dig(data, field, default={})
        yield from _ref(lab, manifest, kind, ref, (*path, field, named_by))
        for number, item in enumerate(entries(ref, "items")):
            if ref.get("optional") is not True and lab.find(kind, ref.get(named_by), manifest):
                place = (*path, field, "items", number, "key")
                yield from missing(lab, manifest, kind, ref.get(named_by), place, item.get("key"))


def _part(lab: Manifests, manifest: Manifest, volume: Data, mount: Data, path: Steps) -> Iterator[Problem]:
    """Yield a mount of one file, which is a key of a ConfigMap or Secret that does not have it."""
    for field, kind, named_by in (("configMap", "ConfigMap", "name"), ("secret", "Secret", "secretName")):
        ref, part = dig(volume, field, default={}), mount.get("subPath")
        if ref and "items" not in ref and isinstance(part, str) and "/" not in part:
            for found in missing(lab, manifest, kind, ref.get(named_by), path, part, ref.get("optional", False)):
                if found.rule == KEY:
                    yield manifest.problem(path, KEY, found.message)
