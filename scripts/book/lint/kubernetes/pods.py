"""Pods, and the templates of Pods that other kinds hold."""

from collections.abc import Iterator
from dataclasses import dataclass

from book.lint.kubernetes.manifest import Data, Manifest, Steps, dig

TEMPLATE = ("spec", "template")
TEMPLATES = {
    "Pod": (),
    "PodTemplate": ("template",),
    "CronJob": ("spec", "jobTemplate", *TEMPLATE),
    **dict.fromkeys(("Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "Job", "ReplicationController"), TEMPLATE),
}
CONTAINERS = ("containers", "initContainers", "ephemeralContainers")


@dataclass(eq=False)
class Container:
    """A container of a Pod, and where it stands in the manifest."""

    data: Data
    path: Steps
    group: str

    @property
    def ports(self) -> list[tuple[Steps, Data]]:
        """The ports it declares, as (path, port)."""
        return [((*self.path, "ports", n), p) for n, p in enumerate(entries(self.data, "ports"))]

    @property
    def stays(self) -> bool:
        """Whether it runs as long as the Pod: any but an init container that is no sidecar."""
        return self.group == "containers" or self.data.get("restartPolicy") == "Always"


@dataclass(eq=False)
class Pod:
    """A Pod that a manifest describes, by itself or in a template."""

    manifest: Manifest
    path: Steps

    @property
    def labels(self) -> Data:
        return dict(self.manifest.get(*self.path, "metadata", "labels", default={}))

    @property
    def spec(self) -> Data:
        return dict(self.manifest.get(*self.path, "spec", default={}))

    def containers(self) -> Iterator[Container]:
        for group in CONTAINERS:
            for number, data in enumerate(entries(self.spec, group)):
                yield Container(data, (*self.path, "spec", group, number), group)

    def ports(self) -> list[Data]:
        """Return the ports that the containers declare which stay."""
        return [port for container in self.containers() if container.stays for _, port in container.ports]


def of(manifest: Manifest) -> Pod | None:
    """Return the Pod that a manifest describes, None if it describes none."""
    path = TEMPLATES.get(manifest.kind)
    if path is None or manifest.group not in ("", "apps", "batch"):
        return None
    return Pod(manifest, path)


def entries(data: object, *path: str | int) -> list[Data]:
    """Return the mappings of the list that stands at a path; anything else in it is the schema's to tell."""
    return [item if isinstance(item, dict) else {} for item in dig(data, *path, default=[])]


def named(data: object, *path: str | int) -> list[Data]:
    """Return those of the mappings that have a name."""
    return [item for item in entries(data, *path) if isinstance(item.get("name"), str)]
