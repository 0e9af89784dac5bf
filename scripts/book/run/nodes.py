"""The images in the nodes of the cluster: those that examples use are there, those they made go again.

The nodes have a store of their own. What its manifests name is pulled before an example runs, and
what it builds and loads is forgotten afterwards: otherwise the first run on a cluster would tell
of pulling and the second would not.
"""

import json

from book.model.images import full_name
from book.run import engine
from book.run.cluster import nodes


def pull(images: set[str]) -> None:
    """Give the nodes the images that they lack; one that does not exist is perhaps the lesson."""
    for node in nodes() if images else []:
        for image in sorted(images - _images_of(node)):
            engine.docker("exec", node, "crictl", "pull", image)


def forget(images: set[str]) -> None:
    """Take from the nodes what an example has built and loaded."""
    for node in nodes() if images else []:
        for image in sorted(images & _images_of(node)):
            engine.docker("exec", node, "crictl", "rmi", image)


def _images_of(node: str) -> set[str]:
    listing = json.loads(engine.docker("exec", node, "crictl", "images", "-o", "json") or "{}")
    return {full_name(tag) for image in listing.get("images", []) for tag in image.get("repoTags") or []}
