"""Ask the cluster what it holds: all objects, so that one an example left or changed is seen.

An object that another one owns comes and goes with its owner and is not looked at, except what a
node owns: a static Pod is the only trace of a file in the node. Neither is what the cluster writes
by itself all the time. Everything else counts with its labels and all but its status, and of a
node also whether it is ready: a taint that stays is as much a leftover as a Pod.
"""

import functools
import hashlib
import json
import re
from typing import Any

from book.run.cluster import kubectl
from book.run.thing import Thing
from lablint.formats import yaml

RESTLESS = re.compile(
    r"(?:events|leases|endpoints|endpointslices|componentstatuses|ipaddresses)\b|.*\.metrics\.k8s\.io$"
)
# What a cluster gives to every namespace, and what it forgets with time.
GIVEN = re.compile(r"(?:ServiceAccount .*/default|ConfigMap .*/kube-root-ca\.crt)")
FLEETING = re.compile(r"(?:Secret kube-system/bootstrap-token-.*|ConfigMap kube-public/cluster-info|Certificate.* .*)")


def things(namespace: str | None = None) -> set[Thing]:
    """Return all objects, or those in a namespace; `id` is their state, so that a changed object is another thing."""
    where = ("--namespace", namespace) if namespace else ("--all-namespaces",)
    types = _namespaced() if namespace else _types()
    listing = kubectl("get", ",".join(types), *where, "-o", "json") if types else None
    items = json.loads(listing or '{"items": []}')["items"]
    found = {thing_of(item) for item in items if not _owned(item) and not _going(item)}
    return {thing for thing in found if not GIVEN.fullmatch(f"{thing.kind} {thing.name}")}


def _types(*options: str) -> list[str]:
    types = (kubectl("api-resources", "--verbs=list", "-o", "name", *options) or "").split()
    return [name for name in types if not RESTLESS.match(name)]


@functools.cache
def _namespaced() -> list[str]:
    return _types("--namespaced=true")


def described(text: str) -> set[tuple[str, str]]:
    """Return the objects that a manifest describes as (kind, name), behind the namespace if it says one."""
    found = set()
    for node in yaml.documents(text, yaml.KUBECTL):
        item = yaml.data_or_none(node)
        items = item.get("items", []) if isinstance(item, dict) and item.get("kind") == "List" else [item]
        for item in items:
            metadata = item.get("metadata") if isinstance(item, dict) else None
            if isinstance(metadata, dict) and metadata.get("name") and "kind" in item:
                found.add((str(item["kind"]), "/".join(filter(None, [metadata.get("namespace"), metadata["name"]]))))
    return found


def claimed_by(thing: Thing) -> str:
    """Return the namespace of the claim that a volume is bound to, nothing for any other object."""
    claim = json.loads(thing.id).get("spec", {}).get("claimRef") if thing.kind == "PersistentVolume" else None
    return str(claim.get("namespace", "")) if claim else ""


def thing_of(item: dict[str, Any]) -> Thing:
    """Return an object as a thing: `Deployment.apps`, its state, `namespace/name`."""
    metadata = item["metadata"]
    state = {key: value for key, value in item.items() if key not in ("metadata", "status")}
    if "data" in item and item["kind"] == "Secret":
        state["data"] = hashlib.sha256(json.dumps(item["data"], sort_keys=True).encode()).hexdigest()
    state["metadata"] = {"labels": metadata.get("labels", {})}
    if "deletionTimestamp" in metadata:
        state["metadata"]["deletionTimestamp"] = metadata["deletionTimestamp"]
    if item["kind"] == "Node":
        conditions = item.get("status", {}).get("conditions", [])
        state["status"] = {"Ready": next((c["status"] for c in conditions if c["type"] == "Ready"), "")}
    group = item["apiVersion"].partition("/")[0] if "/" in item["apiVersion"] else ""
    name = "/".join(filter(None, [metadata.get("namespace"), metadata["name"]]))
    return Thing(f"{item['kind']}.{group}".rstrip("."), json.dumps(state, sort_keys=True), name)


def changed(before: set[Thing], now: set[Thing]) -> set[Thing]:
    """Return what is new, not as before, or gone: of that, `id` is empty."""
    names = {thing[::2] for thing in now}
    gone = {thing._replace(id="") for thing in before - now if thing[::2] not in names}
    return {thing for thing in (now - before) | gone if not FLEETING.fullmatch(f"{thing.kind} {thing.name}")}


def going(thing: Thing, before: set[Thing]) -> bool:
    """Tell whether an object may yet go or be as before by itself: it is being deleted, or follows something else."""
    follows = thing.kind in ("PersistentVolume", "Pod") or thing[::2] in {other[::2] for other in before}
    return follows or "deletionTimestamp" in json.loads(thing.id)["metadata"]


def wrong(thing: Thing, before: set[Thing]) -> str:
    """Return in words what is wrong with an object that is left."""
    kind = thing.kind.partition(".")[0]
    was = next((other for other in before if other[::2] == thing[::2]), None)
    if was is None:
        return f"the {kind} {thing.name} is still there afterwards"
    if not thing.id:
        return f"the {kind} {thing.name} is gone afterwards"
    old, new = flat(json.loads(was.id)), flat(json.loads(thing.id))
    changes = [
        f"{path} was {old.get(path, 'absent')}, is {new.get(path, 'absent')}"
        for path in sorted(old.keys() | new.keys())
        if old.get(path) != new.get(path)
    ]
    return f"the {kind} {thing.name} is not as before: {'; '.join(changes[:3])}"


def flat(value: Any, path: str = "") -> dict[str, str]:
    """Return the leaves of an object by their paths, as in `spec.taints[0].key`."""
    if isinstance(value, dict) and value:
        parts = [flat(part, f"{path}.{key}".lstrip(".")) for key, part in value.items()]
    elif isinstance(value, list) and value:
        parts = [flat(part, f"{path}[{number}]") for number, part in enumerate(value)]
    else:
        return {path: json.dumps(value)} if value not in ({}, []) else {}
    return {key: leaf for part in parts for key, leaf in part.items()}


def remove(things: set[Thing], before: set[Thing]) -> None:
    """Delete the objects that are new and bring back the ones that changed, as far as their labels and spec go."""
    known = {thing[::2]: thing for thing in before}
    for thing in sorted(things):
        namespace, _, name = thing.name.rpartition("/")
        where = ["--namespace", namespace] if namespace else []
        if thing[::2] not in known:
            kubectl("delete", thing.kind, name, *where, "--ignore-not-found", "--timeout=60s")
        elif thing.id and not thing.kind.startswith("Secret"):
            state = patch(json.loads(thing.id), json.loads(known[thing[::2]].id))
            state.pop("status", None)
            kubectl("patch", thing.kind, name, *where, "--type=merge", "--patch", json.dumps(state))


def patch(now: dict[str, Any], then: dict[str, Any]) -> dict[str, Any]:
    """Return the merge patch (RFC 7386) that turns one object into the other."""
    change: dict[str, Any] = {}
    for key in now.keys() | then.keys():
        if key not in then:
            change[key] = None
        elif isinstance(now.get(key), dict) and isinstance(then[key], dict):
            change |= {key: inner} if (inner := patch(now[key], then[key])) else {}
        elif now.get(key) != then[key]:
            change[key] = then[key]
    return change


def _owned(item: dict[str, Any]) -> bool:
    owners = item["metadata"].get("ownerReferences", [])
    return bool(owners) and all(owner["kind"] != "Node" for owner in owners)


def _going(item: dict[str, Any]) -> bool:
    """Tell whether it is a namespace on its way out: what it held has been looked at."""
    return item["kind"] == "Namespace" and "deletionTimestamp" in item["metadata"]
