"""What no manifest describes but something makes: `kubectl create`, `run` and `expose` in a lab's transcripts,
scripts and notes, the generators of kustomize, a controller that makes Secrets.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from book.lint.kubernetes.manifest import Manifest

KINDS = {
    **dict.fromkeys(("cm", "configmap"), "ConfigMap"),
    **dict.fromkeys(("deploy", "deployment"), "Deployment"),
    **dict.fromkeys(("ns", "namespace"), "Namespace"),
    **dict.fromkeys(("sa", "serviceaccount"), "ServiceAccount"),
    **dict.fromkeys(("svc", "service"), "Service"),
    **{kind.lower(): kind for kind in ("ClusterRole", "CronJob", "Ingress", "Job", "Role", "Secret")},
}
MAKERS = ("Certificate", "ExternalSecret", "SealedSecret")
OPTIONS = r"(?:-\S+\s+)*"
TYPES = r"(?:(?:generic|tls|docker-registry|clusterip|nodeport|loadbalancer|externalname)\s+)?"
NAME = r"([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)"
CREATE = re.compile(rf"\bcreate\s+{OPTIONS}({'|'.join(KINDS)})\s+{TYPES}{OPTIONS}{NAME}")
RUN = re.compile(rf"\bkubectl\s+{OPTIONS}run\s+{OPTIONS}{NAME}")
EXPOSE = re.compile(rf"\bkubectl\s+{OPTIONS}expose\s+(?:\w+/|\w+\s+){NAME}(?:.*--name[= ]{NAME})?")
RELEASE = re.compile(rf"\bhelm\s+(?:install|upgrade)\s+{OPTIONS}{NAME}")
NAMESPACE = re.compile(rf"(?:\s-n[= ]?|--namespace[= ]){NAME}")


@dataclass(eq=False)
class Made:
    """An object that something makes."""

    kind: str
    name: str
    folder: Path  # where what makes it stands
    namespace: str = ""
    keys: frozenset[str] | None = None  # of a ConfigMap or Secret; None: nobody knows
    labels: dict[str, str] = field(default_factory=dict)  # of a Pod, or of the Pods of a Deployment


def made(text: str, folder: Path) -> Iterator[Made]:
    """Yield what the commands make."""
    for kind, name in CREATE.findall(text):
        yield Made(KINDS[kind], name, folder, labels={"app": name})
    for name in RUN.findall(text):
        yield Made("Pod", name, folder, labels={"run": name})
    for name, other in EXPOSE.findall(text):
        yield Made("Service", other or name, folder)


def releases(text: str) -> set[str]:
    """Return the names of the Helm releases that the commands install; what they make is called after them."""
    return set(RELEASE.findall(text))


def fills_in(text: str) -> bool:
    """Tell whether a command fills in the variables of a manifest before it is applied."""
    return "envsubst" in text


def namespaces(text: str) -> set[str]:
    """Return the namespaces that commands name with -n."""
    return set(NAMESPACE.findall(text))


def secret_made_by(manifest: Manifest) -> str | None:
    """Return the name of the Secret that a controller makes of this object, None if it makes none."""
    if manifest.kind not in MAKERS:
        return None
    names = [manifest.get("spec", *path, default="") for path in (("secretName",), ("target", "name"))]
    return next(filter(None, names), manifest.name)
