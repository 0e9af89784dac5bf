"""The images in the nodes of the cluster: those that examples use are there, those they made go again.

The nodes have a store of their own. What its manifests name is pulled before an example runs, and
what it builds and loads is forgotten afterwards: otherwise the first run on a cluster would tell
of pulling and the second would not.
"""

import functools
import json

from book.model.images import full_name
from book.run.cluster import nodes
from book.run.program import docker


def pull(images: set[str]) -> None:
    """Give the nodes the images that they lack; one that does not exist is perhaps the lesson."""
    for node in nodes() if images - _tried() else []:
        for image in sorted(images - of_node(node)):
            docker("exec", node, "crictl", "pull", image)
    _tried().update(images)


def there(images: set[str]) -> list[tuple[str, str]]:
    """Return which of the images are in which node."""
    return [(node, image) for node in (nodes() if images else []) for image in sorted(images & of_node(node))]


def forget(images: set[str]) -> None:
    """Take from the nodes what an example has built and loaded."""
    for node, image in there(images):
        docker("exec", node, "crictl", "rmi", image)


def of_node(node: str) -> set[str]:
    listing = json.loads(docker("exec", node, "crictl", "images", "-o", "json") or "{}")
    return {full_name(tag) for image in listing.get("images", []) for tag in image.get("repoTags") or []}


@functools.cache
def _tried() -> set[str]:
    """The images that this process has given to the nodes already."""
    return set()
