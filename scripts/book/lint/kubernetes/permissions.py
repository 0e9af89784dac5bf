"""Roles: whether the groups, resources and verbs of their rules are those that the API server knows.

The server takes any word and gives nothing for it. A resource is its kind in small letters and in the
plural; a group that is not Kubernetes' own may have any.
"""

from collections.abc import Iterator
from functools import cache

from book.lint.kubernetes import schema
from book.lint.kubernetes.lab import Manifests
from book.lint.kubernetes.manifest import Data, Manifest, Steps, dig
from book.lint.kubernetes.pods import entries
from book.lint.likeness import near
from lablint.problem import Problem

RULE = "kubernetes-permission"
VERBS = ("get", "list", "watch", "create", "update", "patch", "delete", "deletecollection")
MORE_VERBS = ("*", "approve", "bind", "escalate", "impersonate", "sign", "use")
OF_REVIEWS = {"users", "groups", "uids", "userextras", "signers"}  # resources that no kind stands behind
CORE = '""'


def check(lab: Manifests) -> Iterator[Problem]:
    """Yield words in the rules of Roles and ClusterRoles that give no permission."""
    for manifest in lab.manifests:
        if manifest.kind in ("Role", "ClusterRole") and manifest.group == "rbac.authorization.k8s.io":
            for number, rule in enumerate(entries(manifest.data, "rules")):
                yield from _rule(manifest, ("rules", number), rule)


def _rule(manifest: Manifest, path: Steps, rule: Data) -> Iterator[Problem]:
    groups = _texts(rule, "apiGroups")
    for number, group in enumerate(groups):
        if "/" in group or group == "v1":
            groups[number] = group.rpartition("/")[0]
            message = f"{group} has a version; write the group alone, {groups[number] or CORE}"
            yield manifest.problem((*path, "apiGroups", number), RULE, message)
    for number, resource in enumerate(_texts(rule, "resources")):
        if why := _unknown(groups, resource):
            yield manifest.problem((*path, "resources", number), RULE, why)
    for number, verb in enumerate(_texts(rule, "verbs")):
        hint = near(verb, VERBS)
        if verb not in (*VERBS, *MORE_VERBS) and hint:
            yield manifest.problem((*path, "verbs", number), RULE, f"there is no verb {verb}{hint}")


def _unknown(groups: list[str], resource: str) -> str | None:
    """Return why none of the groups has a resource, None if one has it or may have it."""
    name, known = resource.partition("/")[0], resources()
    if name in ("*", *OF_REVIEWS) or not groups or any(group not in known or name in known[group] for group in groups):
        return None
    elsewhere = sorted(group for group, names in known.items() if name in names and group != "extensions")
    if elsewhere:
        return f"{name} is in the group {' or '.join(group or CORE for group in elsewhere)}; write that in apiGroups"
    hint = near(name, sorted({one for names in known.values() for one in names}))
    return f"there is no resource {name} in {' or '.join(group or CORE for group in groups)}{hint}"


@cache
def resources() -> dict[str, set[str]]:
    """Return {group: names of its resources} of the groups of Kubernetes itself."""
    found: dict[str, set[str]] = {}
    for api, kind in schema.kinds():
        group = api.rpartition("/")[0]
        if "." not in group or group.endswith(".k8s.io"):
            found.setdefault(group, set()).add(_plural(kind.lower()))
    return found


def _plural(name: str) -> str:
    if name == "endpoints":
        return name
    if name.endswith("y") and name[-2] not in "aeiou":
        return f"{name[:-1]}ies"
    return f"{name}es" if name.endswith(("s", "x", "ch", "sh")) else f"{name}s"


def _texts(rule: Data, key: str) -> list[str]:
    return [one if isinstance(one, str) else "*" for one in dig(rule, key, default=[])]
