"""What the services of a Compose file build: from which folder, by which Dockerfile."""

import os
from dataclasses import dataclass
from pathlib import Path

from book.lint.compose.project import has
from lablint.formats import files
from lablint.formats.compose import REMOTE, ComposeFile
from lablint.formats.dockerfile import parse
from lablint.formats.yaml import Node, entries, items, text, value

NAMES = ("Dockerfile", "dockerfile")


@dataclass(frozen=True)
class Build:
    """What a service of a Compose file builds; `dockerfile` is None where it stands in the file itself."""

    context: Path
    dockerfile: Path | None
    named: frozenset[str]  # contexts beside the main one


def build(file: ComposeFile, parts: list[Node]) -> Build | None:
    """Return the build of a service with these definitions, None if it has none that is on this machine."""
    node = next((found for part in parts if (found := value(part, "build")) is not None), None)
    context = text(node) or text(value(node, "context")) or "."
    if node is None or REMOTE.match(context) or "$" in context:
        return None
    folder = Path(os.path.normpath(file.resolve(context)))
    additional = value(node, "additional_contexts")
    named = [*entries(additional), *((text(item) or "").partition("=")[0] for item in items(additional))]
    inline = has([node], "dockerfile_inline")
    name = text(value(node, "dockerfile")) or next((one for one in NAMES if (folder / one).is_file()), NAMES[0])
    return Build(folder, None if inline else folder / name, frozenset(map(str.lower, named)))


def healthchecks(file: ComposeFile, parts: list[Node]) -> bool:
    """Tell whether the image that a service builds checks its health, or cannot be looked into."""
    if not has(parts, "build"):
        return False
    built = build(file, parts)
    content = built and built.dockerfile and files.text(built.dockerfile)
    return not content or any(item.name == "HEALTHCHECK" for item in parse(content))
