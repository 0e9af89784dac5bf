"""The images in the nodes of the cluster: those that examples use are there, those they made go again.

The nodes have a store of their own. What its manifests name is pulled before an example runs, and
what it builds and loads is forgotten afterwards: otherwise the first run on a cluster would tell
of pulling and the second would not.
"""

import json
import re

from book.run import engine
from book.run.cluster import nodes

IMAGE = re.compile(r"^[\s{-]*(?:.*[{,]\s*)?image:\s*[\"']?([^\s\"',{}]+)", re.MULTILINE)
OPTION = re.compile(r"\bkubectl\b.*?\s--image[= ]([^\s\"']+)")


def images(commands: list[str], files: dict[str, str]) -> set[str]:
    """Return the images that the folder's manifests and kubectl commands name."""
    found = {image for name, text in files.items() if re.search(r"\.ya?ml$", name) for image in IMAGE.findall(text)}
    found |= {image for command in commands for image in OPTION.findall(command.replace("\\\n", " "))}
    return {engine.full_name(image) for image in found if "$" not in image}


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
    return {engine.full_name(tag) for image in listing.get("images", []) for tag in image.get("repoTags") or []}
