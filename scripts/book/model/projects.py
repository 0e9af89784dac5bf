"""What a Compose file names, as far as a run needs it: one that is wrong on purpose names nothing."""

import re
from dataclasses import dataclass, field
from typing import Any

from lablint.formats import yaml
from lablint.formats.compose import NAME


@dataclass
class Project:
    """The names in a Compose file: those it gives to what it makes, and the images that it uses."""

    name: str
    containers: set[str] = field(default_factory=set)
    volumes: set[str] = field(default_factory=set)
    networks: set[str] = field(default_factory=set)
    made: set[str] = field(default_factory=set)
    used: set[str] = field(default_factory=set)


def is_compose(name: str) -> bool:
    return NAME.search(name) is not None


def read_project(text: str, folder: str = "") -> Project:
    """Return the names in the text of a Compose file that lies in a folder of that name."""
    try:
        data = yaml.parse(text, yaml.COMPOSE)
    except yaml.NotYaml:
        data = None
    data = data if isinstance(data, dict) else {}
    project = Project(str(data.get("name") or re.sub(r"[^a-z0-9_-]", "", folder.lower()).lstrip("_-")))
    for name, service in _parts(data, "services"):
        image = service.get("image")
        if "build" in service and (image or project.name):
            project.made.add(str(image or f"{project.name}-{name}"))
        elif image:
            project.used.add(str(image))
        if "container_name" in service:
            project.containers.add(str(service["container_name"]))
    for kind, names in (("volumes", project.volumes), ("networks", project.networks)):
        for _, part in _parts(data, kind):
            if "name" in part and not part.get("external"):
                names.add(str(part["name"]))
    return project


def _parts(data: dict[str, Any], key: str) -> list[tuple[str, dict[str, Any]]]:
    parts = data.get(key)
    return [(name, part) for name, part in parts.items() if isinstance(part, dict)] if isinstance(parts, dict) else []
