"""Objects that stand in each other's way or apart: the same one twice, one port twice, another namespace.

Two files may hold two versions of one object (`v1.yaml`, `v2.yaml`, applied one after the other), which is
no mistake; a copy whose name nobody changed is one, and it shows: what cannot change between two versions differs.
"""

from collections import defaultdict
from collections.abc import Iterator

from book.lint.kubernetes import commands
from book.lint.kubernetes.lab import Manifests, state
from book.lint.kubernetes.manifest import Manifest
from book.lint.kubernetes.pods import entries
from lablint.problem import Problem

TWICE, NAMESPACE = "kubernetes-duplicate", "kubernetes-namespace"
SYSTEM = ("default", "kube-node-lease", "kube-public", "kube-system")
FIXED = {  # what the API server does not let change, or what two versions of an object have in common
    **dict.fromkeys(("DaemonSet", "Deployment", "ReplicaSet", "StatefulSet"), ("spec", "selector")),
    **dict.fromkeys(("ClusterRoleBinding", "RoleBinding"), ("roleRef",)),
    "PersistentVolumeClaim": ("spec", "accessModes"),
}


def check(lab: Manifests) -> Iterator[Problem]:
    """Yield objects that are there twice, ports of nodes that are taken, and namespaces that nothing makes."""
    yield from _twice(lab)
    yield from _node_ports(lab)
    yield from _namespaces(lab)


def _twice(lab: Manifests) -> Iterator[Problem]:
    found = defaultdict(list)
    for manifest in lab.manifests:
        if manifest.name:
            found[manifest.kind, manifest.group, manifest.name, manifest.namespace].append(manifest)
    for same in found.values():
        for number, manifest in enumerate(same):
            for other in same[:number]:
                if _in_the_way(other, manifest):
                    where = f"line {other.line(())}"
                    if other.source.path != manifest.source.path:
                        where = f"{other.source.path.name}, {where}"
                    message = f"{manifest.shown} is already in {where}; rename one, or remove it"
                    yield manifest.problem(("metadata", "name"), TWICE, message)
                    break


def _in_the_way(one: Manifest, other: Manifest) -> bool:
    if one.source.path == other.source.path:
        return True
    if one.source.path.parent != other.source.path.parent:
        return False
    if one.kind in FIXED:
        return bool(one.get(*FIXED[one.kind]) != other.get(*FIXED[one.kind]))
    if one.kind == "Service":
        return all(one.get("spec", key) != other.get("spec", key) for key in ("selector", "ports"))
    return False


def _node_ports(lab: Manifests) -> Iterator[Problem]:
    taken: dict[tuple[object, ...], Manifest] = {}
    for manifest in [one for one in lab.manifests if one.kind == "Service"]:
        for number, port in enumerate(entries(manifest.data, "spec", "ports")):
            node_port = port.get("nodePort")
            key = (node_port, port.get("protocol", "TCP"), state(manifest.source.path.parent))
            if not isinstance(node_port, int) or not node_port:
                continue
            other = taken.setdefault(key, manifest)
            if (other.name, other.namespace) != (manifest.name, manifest.namespace):
                message = f"the nodes' port {node_port} belongs to {other.shown} already; take another"
                yield manifest.problem(("spec", "ports", number, "nodePort"), TWICE, message)


def _namespaces(lab: Manifests) -> Iterator[Problem]:
    """Yield namespaces that none of the lab's Namespaces is; where an example has none, they are made elsewhere."""
    made = {one.name for one in lab.objects if one.kind == "Namespace"}
    described = [one for one in lab.manifests if one.kind == "Namespace"]
    known = made | set(SYSTEM) | commands.namespaces(lab.commands)
    for manifest in lab.manifests:
        name = manifest.namespace
        of_kubernetes = "." not in manifest.group or manifest.group.endswith(".k8s.io")
        if name and name not in known and of_kubernetes and lab.speaks_of(manifest, described):
            message = f"there is no Namespace {name} in this folder; it has {', '.join(sorted(made))}"
            yield manifest.problem(("metadata", "namespace"), NAMESPACE, message)
