"""The one cluster of the Kubernetes examples: made from the book's `kind.yaml`, as the reader makes it.

A cluster that answers is used, one that does not is made anew, and it stays for the next run. It
is reached through a kubeconfig of its own: no other context of the reader is ever touched.
"""

import functools
import os
import re
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from book.model import ROOT
from book.run.program import docker, output
from lablint.formats import yaml

SPEC = ROOT / "docs/examples/kubernetes/kind.yaml"
NAME = yaml.read(SPEC)["name"] if SPEC.exists() else "book"
KINDS = ("kube-system", "local-path-storage")  # the namespaces of what kind brings
DELETE = f"kind delete cluster --name {NAME}"


class NoCluster(Exception):
    """There is no cluster for the examples; the text says why and what to do."""


def home() -> Path:
    """The folder of what belongs to the examples' cluster; nobody else can read it."""
    path = Path(tempfile.gettempdir()) / "book-cluster"
    path.mkdir(mode=0o700, exist_ok=True)
    return path


def environment() -> dict[str, str]:
    """Return what makes kubectl and Helm use the cluster and leave the reader's settings alone."""
    helm = {f"HELM_{kind}_HOME": str(home() / f"helm-{kind.lower()}") for kind in ("CACHE", "CONFIG", "DATA")}
    return {"KUBECONFIG": str(kubeconfig()), "KUBECTL_KUBERC": "false"} | helm


def kubeconfig() -> Path:
    return home() / "kubeconfig"


def kubectl(*arguments: str, more: dict[str, str] | None = None) -> str | None:
    """Return what a kubectl command on the cluster prints, None if it fails."""
    return output(("kubectl", *arguments), environment() | (more or {}))


def ensure(say: Callable[[str], None]) -> None:
    """Make sure that the cluster answers, make it where there is none; raise NoCluster where that fails."""
    if not SPEC.exists():
        raise NoCluster(f"{SPEC}: there is no such file; it says what the cluster looks like")
    if _connect():
        if problem := _unlike_spec():
            raise NoCluster(f"the cluster {NAME} is not the one of {SPEC.name}: {problem}; delete it: {DELETE}")
    elif NAME in (output(("kind", "get", "clusters")) or "").split():
        raise NoCluster(f"the cluster {NAME} does not answer; delete it, and the next run makes it anew: {DELETE}")
    else:
        say(f"making the cluster {NAME} from {SPEC.name}; it stays for the next run, until you say: {DELETE}")
        _kind("create", "cluster", "--config", str(SPEC), "--wait", "180s")
    if not _steady():
        raise NoCluster(f"the nodes of the cluster {NAME} are not ready; delete it, if they stay so: {DELETE}")


@functools.cache
def version() -> dict[str, str]:
    """Return the cluster's version as a record has it."""
    found = re.search(r"Server Version: v(\S+)", kubectl("version") or "")
    return {"kubernetes": found[1]} if found else {}


def nodes() -> list[str]:
    return (kubectl("get", "nodes", "-o", "jsonpath={.items[*].metadata.name}") or "").split()


def _connect() -> bool:
    """Write the kubeconfig, if the one there is of no use, and tell whether the API answers."""
    if (kubeconfig()).exists() and _answers():
        return True
    config = output(("kind", "get", "kubeconfig", "--name", NAME))
    if not config:
        return False
    path = kubeconfig()
    path.unlink(missing_ok=True)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(config)
    return _answers()


def _steady() -> bool:
    """Wait until the nodes and what kind has put on them are ready, and no taint tells otherwise any more."""
    if kubectl("wait", "nodes", "--all", "--for=condition=Ready", "--timeout=120s") is None:
        return False
    for namespace in KINDS:  # examples beside this one may have Deployments that never get ready
        given = (kubectl("get", "deployments", "--namespace", namespace, "-o", "name") or "").split()
        ready = ("--namespace", namespace, "--for=condition=Available", "--timeout=120s")
        if given and kubectl("wait", *given, *ready) is None:
            return False
    for _ in range(60):
        taints = kubectl("get", "nodes", "-o", "jsonpath={.items[*].spec.taints[*].key}") or ""
        if "not-ready" not in taints and "unreachable" not in taints:
            return True
        time.sleep(1)
    return False


def _answers() -> bool:
    return kubectl("get", "--raw", "/readyz", "--request-timeout=15s") is not None


@functools.cache
def _unlike_spec() -> str:
    """Return how the cluster differs from what `kind.yaml` says, nothing if it does not."""
    wanted = yaml.read(SPEC)["nodes"]
    if len(nodes()) != len(wanted):
        return f"it has {len(nodes())} nodes instead of {len(wanted)}"
    here, there = version().get("kubernetes", ""), wanted[0].get("image", "").partition(":v")[2].partition("@")[0]
    if there and here != there:
        return f"it runs Kubernetes {here} instead of {there}"
    published = docker("port", f"{NAME}-control-plane") or ""
    ports = [str(port["hostPort"]) for node in wanted for port in node.get("extraPortMappings", [])]
    closed = [port for port in ports if f":{port}\n" not in published]
    return f"it does not publish port {closed[0]}" if closed else ""


def _kind(*arguments: str) -> None:
    done = subprocess.run(["kind", *arguments, "--kubeconfig", str(kubeconfig())], capture_output=True,
                          text=True, stdin=subprocess.DEVNULL)  # fmt: skip
    if done.returncode:
        raise NoCluster(f"`kind {' '.join(arguments)}` failed: {done.stderr.strip()[-2000:]}")
