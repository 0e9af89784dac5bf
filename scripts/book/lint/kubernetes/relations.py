"""Objects that name other objects: StatefulSets, autoscalers, bindings; and objects that stand in each other's way."""

from collections.abc import Iterator

from book.lint.kubernetes import pods
from book.lint.kubernetes.commands import Made
from book.lint.kubernetes.lab import Manifests, same_namespace
from book.lint.kubernetes.manifest import Data, Manifest, Steps, dig
from book.lint.kubernetes.pods import entries
from book.lint.kubernetes.references import MISSING, missing
from book.lint.likeness import near
from lablint.problem import Problem

SCALING, BINDING = "kubernetes-scaling", "kubernetes-binding"
TWICE, NAMESPACE = "kubernetes-duplicate", "kubernetes-namespace"
BUILT_IN = ("admin", "cluster-admin", "edit", "view")
SYSTEM = ("default", "kube-node-lease", "kube-public", "kube-system")


def check(lab: Manifests) -> Iterator[Problem]:
    """Yield references between objects that nothing answers."""
    for manifest in lab.manifests:
        match manifest.kind:
            case "StatefulSet":
                name, path = manifest.get("spec", "serviceName"), ("spec", "serviceName")
                yield from missing(lab, manifest, "Service", name, path)
            case "HorizontalPodAutoscaler":
                yield from _autoscaler(lab, manifest)
            case "RoleBinding" | "ClusterRoleBinding":
                yield from _binding(lab, manifest)


def _autoscaler(lab: Manifests, manifest: Manifest) -> Iterator[Problem]:
    ref, path = manifest.get("spec", "scaleTargetRef", default={}), ("spec", "scaleTargetRef", "name")
    kind, name = ref.get("kind"), ref.get("name")
    if isinstance(kind, str) and kind in pods.TEMPLATES:
        yield from missing(lab, manifest, kind, name, path)
    least, most = manifest.get("spec", "minReplicas"), manifest.get("spec", "maxReplicas")
    if isinstance(least, int) and isinstance(most, int) and least > most:
        message = f"minReplicas, {least}, is above maxReplicas, {most}"
        yield manifest.problem(("spec", "minReplicas"), SCALING, message)
    if any(one.kind == "LimitRange" for one in lab.manifests):
        return  # it may give the requests
    targets = [one for one in lab.find(kind, name, manifest) if not isinstance(one, Made)]
    for place, resource in _utilizations(manifest):
        for pod in [pod for one in targets if (pod := pods.of(one))]:
            for container in [one for one in pod.containers() if one.group == "containers"]:
                limits = [dig(container.data, "resources", which, resource) for which in ("requests", "limits")]
                if limits == [None, None]:
                    message = f"a percentage of {resource} needs requests: the container {container.data.get('name')} "
                    yield manifest.problem(place, SCALING, f"{message}of {pod.manifest.shown} requests none; add it")


def _utilizations(manifest: Manifest) -> Iterator[tuple[Steps, str]]:
    """Yield (path, resource) of the metrics that are a percentage of what is requested."""
    if manifest.get("spec", "targetCPUUtilizationPercentage") is not None:
        yield ("spec", "targetCPUUtilizationPercentage"), "cpu"
    for number, metric in enumerate(entries(manifest.data, "spec", "metrics")):
        resource = dig(metric, "resource", default={})
        if dig(resource, "target", "averageUtilization") is not None and isinstance(resource.get("name"), str):
            yield ("spec", "metrics", number, "resource"), resource["name"]


def _binding(lab: Manifests, manifest: Manifest) -> Iterator[Problem]:
    ref = manifest.get("roleRef", default={})
    kind, name = ref.get("kind"), str(ref.get("name"))
    if manifest.kind == "ClusterRoleBinding" and kind == "Role":
        message = "a ClusterRoleBinding binds a ClusterRole; write that, or make this a RoleBinding"
        yield manifest.problem(("roleRef", "kind"), BINDING, message)
    elif manifest.namespace in SYSTEM[1:]:
        return  # Kubernetes has roles of its own there
    elif kind == "Role" or (kind == "ClusterRole" and name not in BUILT_IN and not name.startswith("system:")):
        yield from missing(lab, manifest, kind, name, ("roleRef", "name"))
    for number, subject in enumerate(entries(manifest.data, "subjects")):
        path = ("subjects", number)
        if subject.get("kind") != "ServiceAccount":
            if subject.get("kind") in ("User", "Group") and not subject.get("apiGroup", True):
                yield manifest.problem(path, BINDING, "a User or Group needs apiGroup: rbac.authorization.k8s.io")
            continue
        if not subject.get("namespace") and manifest.kind == "ClusterRoleBinding":
            yield manifest.problem(path, BINDING, "a ServiceAccount needs its namespace here; add it")
        yield from _account(lab, manifest, subject, path)


def _account(lab: Manifests, manifest: Manifest, subject: Data, path: Steps) -> Iterator[Problem]:
    name, namespace = subject.get("name"), subject.get("namespace")
    if not isinstance(name, str) or name == "default" or namespace in SYSTEM[1:]:
        return
    everything = [one for one in lab.objects if one.kind == "ServiceAccount"]
    if not any(one.name == name and same_namespace(one.namespace, namespace) for one in everything):
        where = f" in namespace {namespace}" if namespace else ""
        hint = near(name, [one.name for one in everything])
        message = f"there is no ServiceAccount {name}{where} in this folder{hint}"
        yield manifest.problem((*path, "name"), MISSING, message)
