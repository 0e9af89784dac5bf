"""What one object says by itself: a kind and fields that exist, names and values that are allowed."""

from collections.abc import Iterator
from functools import partial

from book.lint.kubernetes import crds, messages, pods, schema
from book.lint.kubernetes.apis import deprecated_parts, fate
from book.lint.kubernetes.formats import FORMATS
from book.lint.kubernetes.manifest import Data, Manifest, Steps
from book.lint.kubernetes.places import belongs
from book.lint.kubernetes.schema import Kinds
from book.lint.likeness import edits, near
from lablint.problem import Problem

KIND, FIELD, NAME, VALUE = "kubernetes-kind", "kubernetes-field", "kubernetes-name", "kubernetes-value"
REMOVED, DEPRECATED = "kubernetes-removed", "kubernetes-deprecated"
GATEWAY = "gateway.networking.k8s.io"
EXPERIMENTAL = ("TCPRoute", "TLSRoute", "UDPRoute")  # served as alpha too, by the experimental channel
KUSTOMIZE = "kustomize.config.k8s.io"
NAMELESS = ("kind.x-k8s.io", KUSTOMIZE)
LABEL_NAMES = {"Namespace", "Service"}
PATH_NAMES = {"ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"}
LONGEST = {"CronJob": 52}
RESTARTS = {"Job": ("OnFailure", "Never"), "CronJob": ("OnFailure", "Never")}
ALWAYS = ("DaemonSet", "Deployment", "ReplicaSet", "StatefulSet")


def check(manifest: Manifest, own_kinds: Kinds, labelled: bool = False) -> Iterator[Problem]:
    """Yield what is wrong with an object; `own_kinds` are those that the lab's CustomResourceDefinitions describe.

    What a Kustomization is labelled with gets its selectors from there.
    """
    known = schema.kinds().get((manifest.api, manifest.kind)) or own_kinds.get((manifest.api, manifest.kind))
    if known is None:
        yield from _unknown(manifest, own_kinds)
        known = _meant(manifest)
    if known is None:
        return
    for error in schema.errors(known, manifest.data):
        if [*error.absolute_path] == ["apiVersion"] or (labelled and error.message.startswith("'selector' is")):
            continue  # said already, or added by kustomize
        if manifest.group == KUSTOMIZE and error.instance is None and len(error.absolute_path) == 1:
            continue  # kustomize takes an empty list
        for path, rule, message in messages.explain(error, manifest.partial, partial(belongs, known)):
            yield manifest.problem(path, rule, message)
    if gone := fate("deprecated", manifest):
        message = f"{manifest.api} {manifest.kind} is deprecated since {gone['since']}; use {gone['use']}"
        yield manifest.problem(("apiVersion" if "/" in manifest.api else "kind",), DEPRECATED, message)
    for path, what, use in deprecated_parts(manifest):
        yield manifest.problem(path, DEPRECATED, f"{what} is deprecated; use {use}")
    for path in _empty_items(manifest.data):
        yield manifest.problem(
            path, FIELD, f"{messages.at(path)}this entry of the list is empty; fill it, or remove it"
        )
    if not manifest.partial:
        yield from _name(manifest)
        yield from _restart(manifest)


def _meant(manifest: Manifest) -> Data | None:
    """Return the schema of the one kind of that name, None if there is none or it is another group's."""
    found = [known for (api, kind), known in schema.kinds().items() if kind == manifest.kind]
    return found[0] if len(found) == 1 and manifest.api == "v1" else None


def _unknown(manifest: Manifest, own_kinds: Kinds) -> Iterator[Problem]:
    """Yield why the kind is not known: forgotten, removed, misspelt, or of another apiVersion."""
    api, kind = manifest.api, manifest.kind
    if (api, kind) == ("v1", "Config") or api == "builtin":  # of kubectl and of kustomize, no objects of a cluster
        return
    for key, value in (("apiVersion", api), ("kind", kind)):
        if not value and not manifest.partial:
            others = sorted(a for a, k in schema.kinds() if k == kind) if key == "apiVersion" else []
            hint = f"; write {key}: {others[-1] if len(others) == 1 else ' or '.join(others)}" if others else ""
            yield manifest.problem((key,), FIELD, f"the field {key} is missing{hint or '; add it'}")
    if not api or not kind:
        return
    if gone := fate("removed", manifest):
        message = f"{api} {kind} is gone since Kubernetes {gone['since']}; use {gone['use']}"
        yield manifest.problem(("apiVersion",), REMOVED, message)
        return
    known = {*schema.kinds(), *own_kinds}
    apis = sorted(a for a, k in known if k == kind)
    groups = {a.rpartition("/")[0] for a, _ in known}
    if manifest.group == GATEWAY and "alpha" in api and (kind in EXPERIMENTAL or not apis):
        return
    if manifest.group in groups:
        if apis:
            yield manifest.problem(("apiVersion",), KIND, f"{kind} is not in {api}; write {' or '.join(apis)}")
        else:
            same = [k for a, k in known if a == api] or [k for _, k in known]
            message = f"Kubernetes {schema.VERSION} has no kind {kind} in {api}{near(kind, same)}"
            yield manifest.problem(("kind",), KIND, message)
    elif close := [other for other in sorted({a for a, _ in known}) if edits(api, other) <= 2]:
        yield manifest.problem(("apiVersion",), KIND, f"there is no {api}; did you mean {close[0]}?")
    elif "." not in manifest.group and apis:
        message = f"there is no {api} in Kubernetes {schema.VERSION}; {kind} is in {' or '.join(apis)}"
        yield manifest.problem(("apiVersion",), KIND, message)


def _name(manifest: Manifest) -> Iterator[Problem]:
    if manifest.group in NAMELESS or manifest.kind.endswith("Review"):
        return
    if not manifest.name:
        if not manifest.get("metadata", "generateName") and manifest.get("metadata", "name") in (None, ""):
            yield manifest.problem(("metadata",), FIELD, "the field metadata.name is missing; add it")
        return
    like = (
        "dns-label"
        if manifest.kind in LABEL_NAMES
        else "path-segment"
        if manifest.kind in PATH_NAMES
        else "dns-subdomain"
    )
    form, most = FORMATS[like], LONGEST.get(manifest.kind, 253)
    if not form.test(manifest.name):
        message = f'metadata.name: "{manifest.name}" is not allowed; it must be {form.wants}'
        yield manifest.problem(("metadata", "name"), form.rule, message)
    elif manifest.kind == "CustomResourceDefinition" and manifest.name != (wanted := crds.name_of(manifest.data)):
        message = f"metadata.name: a CustomResourceDefinition is called after its plural and its group, {wanted}"
        yield manifest.problem(("metadata", "name"), NAME, message)
    elif len(manifest.name) > most:
        message = f"metadata.name: the name of a {manifest.kind} has at most {most} characters"
        yield manifest.problem(("metadata", "name"), NAME, message)


def _empty_items(data: object, path: Steps = ()) -> Iterator[Steps]:
    """Yield the paths of entries of lists that hold nothing."""
    pairs = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, value in pairs:
        if value is None and isinstance(step, int):
            yield (*path, step)
        yield from _empty_items(value, (*path, step))


def _restart(manifest: Manifest) -> Iterator[Problem]:
    """Yield restart policies that the kind's controller does not allow."""
    pod = pods.of(manifest)
    if pod is None or not pod.spec:
        return
    policy, path = pod.spec.get("restartPolicy"), (*pod.path, "spec")
    allowed = RESTARTS.get(manifest.kind) or (("Always",) if manifest.kind in ALWAYS else None)
    if allowed and policy not in allowed and (policy or "Always" not in allowed):
        has = f"not {policy}" if policy else "without it a Pod has Always"
        message = f"the Pods of a {manifest.kind} need restartPolicy: {' or '.join(allowed)}, {has}"
        yield manifest.problem((*path, "restartPolicy") if policy else path, VALUE, message)
