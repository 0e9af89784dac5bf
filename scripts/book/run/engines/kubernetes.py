"""The cluster of the Kubernetes examples: the namespace that each has, and what it left outside of it.

All that is in an example's namespace is its own, and goes with it. Outside, an object is the
example's if one of its manifests or commands names it, or a command told that it made it. An object
that was there before, such as a node, and that a command names is put back as it was.

An example that stays in its namespace is looked at only there: others run beside it, and the
cluster is full of theirs. Each run has a kubeconfig of its own, since the namespace of a context is
written there.
"""

import re
import shutil
from collections.abc import Callable

from book.run import cluster
from book.run.account import Account
from book.run.claims import mentions
from book.run.cluster import kubectl
from book.run.engines import node_images, objects
from book.run.engines.engine import Engine, made_meanwhile, there_already
from book.run.locks import hold
from book.run.plan import Plan
from book.run.reach import stays_inside
from book.run.thing import Left, Thing

GOING = '{range .items[?(@.status.phase=="Terminating")]}{.metadata.name} {end}'
NAMED = re.compile(r"\b(?:kubectl|helm|kind|docker)\b")


class Kubernetes(Engine):
    name = "cluster"
    patience = 30.0

    def uses(self, plan: Plan) -> bool:
        return "kubectl" in plan.tools

    def holds(self, plan: Plan) -> dict[str, bool]:
        return {self.name: not stays_inside(plan.shell, plan.texts, plan.namespace)}

    def environment(self, account: Account, say: Callable[[str], None]) -> dict[str, str]:
        with hold({"cluster-making": True}):
            cluster.ensure(say)
        node_images.pull(account.plan.used_by_nodes)
        own = account.path.with_name("kubeconfig")
        shutil.copyfile(cluster.kubeconfig(), own)
        own.chmod(0o600)
        mine = {"KUBECONFIG": str(own)}
        kubectl("config", "set-context", "--current", "--namespace", account.plan.namespace, more=mine)
        return cluster.environment() | mine

    def things(self, account: Account) -> set[Thing]:
        return objects.things(None if account.needs.get(self.name) else account.plan.namespace)

    def begin(self, account: Account) -> None:
        name = account.plan.namespace
        if kubectl("create", "namespace", name) is None:
            raise cluster.NoCluster(f"the namespace {name} cannot be made")
        account.noted("namespace")[name] = _uid(name)
        account.save()
        kubectl("wait", "--for=create", "serviceaccount/default", "--namespace", name, "--timeout=30s")

    def strangers(self, account: Account, command: str | None) -> list[str]:
        name = account.plan.namespace
        if command is not None:
            theirs = account.killed and _uid(name) not in account.noted("namespace").values()
            return [made_meanwhile("namespace", name)] if theirs else []
        found = []
        if _uid(name):
            settle(name)
        if _uid(name):
            found.append(("namespace", name, f"kubectl delete namespace {name}"))
        given = manifests(account.plan)
        for thing in sorted(account.before[self.name]):
            kind = thing.kind.partition(".")[0]
            if (kind, thing.name) in given and "/" not in thing.name and kind != "Node":
                found.append((kind, thing.name, f"kubectl delete {thing.kind} {thing.name}"))
        if "kind load" in account.plan.shell:
            for node, image in node_images.there(account.plan.made):
                found.append(("image", image, f"docker exec {node} crictl rmi {image}"))
        return [there_already(*one) for one in found]

    def left(self, account: Account) -> Left:
        before, now, left = account.before[self.name], self.things(account), Left()
        for thing in objects.changed(before, now):
            if is_own(thing, account):
                if thing[::2] != ("Namespace", account.plan.namespace):
                    left.own[thing] = objects.wrong(thing, before)
                    left.going |= objects.going(thing, before)
            elif thing[::2] not in {other[::2] for other in before}:
                left.others.add(thing)
        return left

    def remove(self, account: Account, left: Left) -> None:
        remove_namespace(account, wait=bool(left.own))
        outside = {thing for thing in left.own if not thing.name.startswith(f"{account.plan.namespace}/")}
        objects.remove(outside, account.before[self.name])
        if "kind load" in account.plan.shell or any("kind load" in step.command for step in account.steps):
            node_images.forget(account.plan.made)

    def settle(self) -> None:
        settle()


def is_own(thing: Thing, account: Account) -> bool:
    """Tell whether an object that is new, changed or gone is what the example did."""
    namespace, _, name = thing.name.rpartition("/")
    own = account.plan.namespace
    if namespace == own or thing[::2] == ("Namespace", own) or (thing.id and objects.claimed_by(thing) == own):
        return True
    commands = [step.command for step in account.steps if NAMED.search(step.command)]
    if namespace:
        there = {other.name for other in account.before["cluster"] if other.kind == "Namespace"}
        if namespace not in there and is_own(Thing("Namespace", "", namespace), account):
            return True
        if not any(mentions(command, namespace) for command in commands):
            return False
    kind = thing.kind.partition(".")[0]
    printed = {line.lower() for step in account.steps for line in step.printed}
    return (
        not {(kind, thing.name), (kind, name)}.isdisjoint(manifests(account.plan))
        or f"{thing.kind}/{name}".lower() in printed
        or any(mentions(command, name) for command in commands)
    )


def manifests(plan: Plan) -> set[tuple[str, str]]:
    """Return the objects that the manifests describe, as (kind, name)."""
    found = set()
    for name, text in plan.texts.items():
        if name.endswith((".yaml", ".yml", ".json")):
            found |= objects.described(text)
    return found


def remove_namespace(account: Account, wait: bool) -> None:
    """Delete the namespace that the run has made, if it is still that one."""
    for name, uid in account.noted("namespace").items():
        if _uid(name) == uid:
            kubectl("delete", "namespace", name, "--ignore-not-found", "--timeout=90s", f"--wait={str(wait).lower()}")


def _uid(namespace: str) -> str:
    """Return what tells a namespace from any other, nothing where there is none."""
    return kubectl("get", "namespace", namespace, "--ignore-not-found", "-o", "jsonpath={.metadata.uid}") or ""


def settle(*names: str) -> None:
    """Wait until namespaces that are being deleted are gone: these, or all."""
    going = (kubectl("get", "namespaces", "-o", f"jsonpath={GOING}") or "").split()
    if going := [name for name in going if not names or name in names]:
        kubectl("wait", "--for=delete", *[f"namespace/{name}" for name in going], "--timeout=60s")
