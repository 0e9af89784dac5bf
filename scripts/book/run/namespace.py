"""The namespace that each example has: its context's default, so that its commands need not name it."""

from pathlib import Path

from book.model import Example
from book.run.cluster import kubectl

GOING = '{range .items[?(@.status.phase=="Terminating")]}{.metadata.name} {end}'


def name_of(folder: Path) -> str:
    """Return the name of an example's namespace: of its chapter and of itself, `pods-first`."""
    return Example(folder).namespace


def make(name: str) -> bool:
    """Make an example's namespace and the context's default; return False if it is there and stays."""
    if kubectl("create", "namespace", name) is None:
        settle()
        if kubectl("create", "namespace", name) is None:
            return False
    kubectl("wait", "--for=create", "serviceaccount/default", "--namespace", name, "--timeout=30s")
    return kubectl("config", "set-context", "--current", "--namespace", name) is not None


def remove(name: str, wait: bool = True) -> None:
    kubectl("delete", "namespace", name, "--ignore-not-found", "--timeout=90s", f"--wait={str(wait).lower()}")


def settle() -> None:
    """Wait until the namespaces that are being deleted are gone."""
    going = (kubectl("get", "namespaces", "-o", f"jsonpath={GOING}") or "").split()
    if going:
        kubectl("wait", "--for=delete", *[f"namespace/{name}" for name in going], "--timeout=60s")
