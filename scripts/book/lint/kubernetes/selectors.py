"""Selectors: which Pods they select, and whether there are any."""

from collections.abc import Collection, Iterator

from book.lint.kubernetes import pods
from book.lint.kubernetes.commands import Made
from book.lint.kubernetes.lab import APART, Manifests
from book.lint.kubernetes.manifest import Data, Manifest, Steps, dig
from book.lint.kubernetes.pods import Pod
from lablint.problem import Problem

SELECTOR, NOTHING, NAMESPACE = "kubernetes-selector", "kubernetes-selects-nothing", "kubernetes-namespace"
OWNERS = ("DaemonSet", "Deployment", "ReplicaSet", "StatefulSet")
GIVEN = {  # labels that the controllers give their Pods
    "apps.kubernetes.io/pod-index",
    "batch.kubernetes.io/job-name",
    "job-name",
    "statefulset.kubernetes.io/pod-name",
}
POD_SELECTORS = {
    ("v1", "Service"): ("spec", "selector"),
    ("networking.k8s.io/v1", "NetworkPolicy"): ("spec", "podSelector"),
    ("policy/v1", "PodDisruptionBudget"): ("spec", "selector"),
}


def check(lab: Manifests) -> Iterator[Problem]:
    """Yield selectors that do not select what they must."""
    for manifest in lab.manifests:
        if manifest.kind in OWNERS and manifest.group == "apps":
            yield from _own_template(lab, manifest)
        path = POD_SELECTORS.get((manifest.api, manifest.kind))
        if path and lab.speaks_of(manifest, lab.pods) and (wanted := selector_of(manifest, path)):
            found = selected(lab, manifest, wanted)
            if not found and not lab.opaque:
                yield from _nothing(lab, manifest, path, wanted)
            elif lab.apart(manifest, found):
                yield manifest.problem(path, NAMESPACE, f"the Pods {APART}")


def selector_of(manifest: Manifest, path: Steps) -> Data:
    """Return a selector as {"matchLabels", "matchExpressions"}; empty if it selects all or none on purpose."""
    found = manifest.get(*path, default={})
    if manifest.kind == "Service":
        external = manifest.get("spec", "type") == "ExternalName"
        found = {"matchLabels": found} if found and not external else {}
    return found


def selected(lab: Manifests, manifest: Manifest, selector: Data) -> list[Pod | Made]:
    """Return the Pods of the lab that a selector selects, the nearest of them."""
    return lab.nearest([pod for pod in lab.pods if matches(selector, pod.labels, lab.given_labels)], manifest)


def matches(selector: Data, labels: Data, given: Collection[str] = frozenset()) -> bool:
    """Tell whether labels satisfy a selector; those with the given keys do, since kustomize adds them to both."""
    labels_wanted = dig(selector, "matchLabels", default={})
    wanted = {key: value for key, value in labels_wanted.items() if key not in {*GIVEN, *given}}
    if any(labels.get(key) != value for key, value in wanted.items()):
        return False
    expressions = pods.entries(selector, "matchExpressions")
    return all(entry.get("key") in given or _satisfies(entry, labels) for entry in expressions)


def _satisfies(entry: Data, labels: Data) -> bool:
    key, values = entry.get("key"), dig(entry, "values", default=[])
    has = isinstance(key, str) and key in labels
    match entry.get("operator"):
        case "In":
            return has and labels.get(str(key)) in values
        case "NotIn":
            return not has or labels.get(str(key)) not in values
        case "DoesNotExist":
            return not has
    return has


def _own_template(lab: Manifests, manifest: Manifest) -> Iterator[Problem]:
    selector, pod = manifest.get("spec", "selector", default={}), pods.of(manifest)
    if not any(selector.values()) and isinstance(manifest.get("spec", "selector"), dict) and not lab.given_labels:
        message = "the selector is empty; write the labels of the template under matchLabels"
        yield manifest.problem(("spec", "selector"), SELECTOR, message)
    elif pod and not matches(selector, pod.labels, lab.given_labels):
        wanted, has = _shown(dig(selector, "matchLabels", default={})), _shown(pod.labels)
        message = f"the selector wants {wanted or 'other labels'}, the template has {has or 'none'}; make them equal"
        yield manifest.problem(("spec", "selector"), SELECTOR, message)


def _nothing(lab: Manifests, manifest: Manifest, path: Steps, wanted: Data) -> Iterator[Problem]:
    labels = dig(wanted, "matchLabels", default={})
    if _given_by_command(lab, labels):
        return
    described = [pod for pod in lab.pods if not isinstance(pod, Made)]
    if spaces := {pod.manifest.namespace for pod in described if matches(wanted, pod.labels, lab.given_labels)} - {
        "",
        manifest.namespace,
    }:
        message = f"the Pods with {_shown(labels)} are in namespace {', '.join(sorted(spaces))}; use the same here"
        yield manifest.problem(path, NAMESPACE, message)
        return
    others = lab.nearest(described, manifest) or lab.pods
    has = " or ".join(sorted({_shown(pod.labels) or "no labels" for pod in others}))
    message = f"no Pod of this folder has {_shown(labels) or 'such labels'}; the Pods here have {has}"
    yield manifest.problem(path, NOTHING, message)


def _given_by_command(lab: Manifests, labels: Data) -> bool:
    """Tell whether a command of the lab gives a Pod these labels: `kubectl label pod web app=shop`."""
    given = [line for line in lab.commands.splitlines() if " label " in line]
    return bool(labels) and all(any(f"{key}={value}" in line for line in given) for key, value in labels.items())


def _shown(labels: Data) -> str:
    return ", ".join(f"{key}: {value}" for key, value in labels.items())
