"""Images of containers that do not say which version they are.

What a kustomization or Skaffold names gets its version from there; what is filled in before it is applied has none yet.
"""

from collections.abc import Iterable, Iterator

from book.lint.kubernetes import pods
from book.lint.kubernetes.lab import Manifests
from book.lint.kubernetes.manifest import Manifest
from book.lint.kubernetes.pods import entries
from lablint.problem import Problem

RULE = "kubernetes-image"
LOCAL = "Never"  # of imagePullPolicy: it was built here


def check(lab: Manifests, manifests: Iterable[Manifest]) -> Iterator[Problem]:
    """Yield the images of these manifests that are another tomorrow."""
    given = set(_given(lab))
    for pod in [pod for manifest in manifests if (pod := pods.of(manifest))]:
        for container in pod.containers():
            image = container.data.get("image")
            local = container.data.get("imagePullPolicy") == LOCAL
            if not isinstance(image, str) or not image or local or set("$@<{ ").intersection(image):
                continue
            name = image.removesuffix(":latest")
            if ":" not in name.rpartition("/")[2] and name not in given:
                message = f"{image} is another image tomorrow; write the tag of a version"
                yield pod.manifest.problem((*container.path, "image"), RULE, message)


def _given(lab: Manifests) -> Iterator[str]:
    """Yield the names of images that something else gives a version."""
    for kustomization in lab.kustomizations:
        yield from (str(one.get("name")) for one in entries(kustomization.data, "images"))
    for manifest in lab.manifests:
        if manifest.group == "skaffold":
            yield from (str(one.get("image")) for one in entries(manifest.data, "build", "artifacts"))
