"""What the parts of one Pod ask of each other: mounts of volumes, ports of probes, requests of limits."""

import re
from collections.abc import Iterator

from book.lint.kubernetes.commands import Made
from book.lint.kubernetes.formats import amount
from book.lint.kubernetes.lab import Manifests
from book.lint.kubernetes.manifest import Manifest, dig
from book.lint.kubernetes.pods import Container, Pod, entries, named
from book.lint.likeness import near
from lablint.problem import Problem

MOUNT, PROBE = "kubernetes-mount", "kubernetes-probe-port"
QUANTITY, UNIT = "kubernetes-quantity", "kubernetes-unit"
CALLS = [
    ("livenessProbe",),
    ("readinessProbe",),
    ("startupProbe",),
    ("lifecycle", "postStart"),
    ("lifecycle", "preStop"),
]
SMALL = 1024**2  # bytes: no container has so little memory
MANY = 1000  # CPUs: no machine has so many
MOUNTS = ("volumeMounts", "volumeDevices")


def check(lab: Manifests) -> Iterator[Problem]:
    """Yield what the containers of a Pod ask of it and it does not have."""
    for pod in [pod for pod in lab.pods if not isinstance(pod, Made)]:
        for container in pod.containers():
            yield from _mounts(pod, container)
            yield from _ports(pod, container)
            yield from _resources(pod.manifest, container)
        yield from _unused_volumes(pod)


def _mounts(pod: Pod, container: Container) -> Iterator[Problem]:
    claims = pod.manifest.get("spec", "volumeClaimTemplates", default=[])
    volumes = [volume["name"] for volume in named(pod.spec, "volumes")]
    volumes += [name for claim in claims if isinstance(name := dig(claim, "metadata", "name"), str)]
    for field in MOUNTS:
        for number, mount in enumerate(entries(container.data, field)):
            name = mount.get("name")
            if isinstance(name, str) and name not in volumes:
                message = f"the Pod has no volume {name}{near(name, volumes) or '; add it under volumes'}"
                yield pod.manifest.problem((*container.path, field, number, "name"), MOUNT, message)


def _unused_volumes(pod: Pod) -> Iterator[Problem]:
    containers, path = list(pod.containers()), (*pod.path, "spec", "volumes")
    used = [mount.get("name") for one in containers for field in MOUNTS for mount in entries(one.data, field)]
    for number, volume in enumerate(entries(pod.spec, "volumes")):
        if isinstance(volume.get("name"), str) and volume["name"] not in used and containers:
            message = f"no container mounts the volume {volume['name']}; mount it under volumeMounts, or remove it"
            yield pod.manifest.problem((*path, number), MOUNT, message)


def _ports(pod: Pod, container: Container) -> Iterator[Problem]:
    """Yield probes and hooks that ask a port by a name that no port of the container has; a number needs none."""
    declared = [port for _, port in container.ports]
    for call in CALLS:
        for action in ("httpGet", "tcpSocket", "grpc"):
            port = dig(container.data, *call, action, "port")
            if isinstance(port, str) and not any(one.get("name") == port for one in declared):
                has = ", ".join(str(one["name"]) for one in declared if one.get("name")) or "none with a name"
                message = f"{call[-1]} asks port {port}, and the container declares {has}"
                yield pod.manifest.problem((*container.path, *call, action, "port"), PROBE, message)


def _resources(manifest: Manifest, container: Container) -> Iterator[Problem]:
    """Yield requests above their limit, and amounts whose unit is another resource's."""
    for which in ("limits", "requests"):
        for name, written in dig(container.data, "resources", which, default={}).items():
            if message := _unit(name, written):
                yield manifest.problem((*container.path, "resources", which, name), UNIT, message)
    limits = dig(container.data, "resources", "limits", default={})
    for name, request in dig(container.data, "resources", "requests", default={}).items():
        asked, most = amount(request), amount(limits.get(name))
        if asked is not None and most is not None and asked > most:
            message = f"the request of {name}, {request}, is above its limit, {limits[name]}"
            yield manifest.problem((*container.path, "resources", "requests", name), QUANTITY, message)


def _unit(name: str, written: object) -> str:
    """Return what is meant by an amount that no container has, nothing if it may have it."""
    found = amount(written)
    if not found:
        return ""
    if name == "memory" and found < SMALL:
        number, means = (
            re.match(r"[\d.]*", str(written)),
            "less than a byte" if found < 1 else f"{float(found):g} bytes",
        )
        return f"memory: {written} is {means}; for mebibytes write {number[0] if number else ''}Mi"
    if name == "cpu" and found >= MANY:
        return f"cpu: {written} is {int(found)} CPUs; a tenth of one is 100m"
    return ""
