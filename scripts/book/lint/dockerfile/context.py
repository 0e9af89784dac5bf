"""The folder that a Dockerfile is built from, and what Docker sees of it.

A Compose file or a devcontainer.json says which folder it is. Where none does, it is the Dockerfile's own, or the
nearest above it that has most of what the file copies: `docker build --file app/Dockerfile .` is as usual as the other.
The solution of a lab is built where its students work, in the folder beside it.
"""

import glob
import json
import os
import posixpath
from collections.abc import Iterable, Iterator
from pathlib import Path

from book.lint.compose.builds import Build, build
from book.lint.compose.project import definitions, project
from book.lint.data_files import without_comments
from book.lint.labs import Lab
from book.model.example import SOLUTION, START
from lablint.formats import files
from lablint.formats.compose import NAME, load
from lablint.formats.ignore import Patterns

ABOVE = 3  # folders
DEVCONTAINERS = ("devcontainer.json", ".devcontainer.json", ".devcontainer/devcontainer.json")


def builds(dockerfile: Path) -> list[Build]:
    """Return the builds of a Dockerfile that the Compose files and devcontainers beside and above it declare."""
    found = list(_developed(dockerfile))
    for folder in _above(dockerfile):
        for path in sorted(folder.glob("*compose*.y*ml")):
            file = load(path) if NAME.search(path.as_posix()) else None
            if file:
                files, _ = project(file)
                made = (build(file, definitions(file, files, name)) for name in file.services)
                found += [one for one in made if one and one.dockerfile == dockerfile]
    return found


def _developed(dockerfile: Path) -> Iterator[Build]:
    """Yield the builds of a Dockerfile for development containers, whose paths begin at their own folder."""
    for path in [path for folder in _above(dockerfile) for name in DEVCONTAINERS for path in sorted(folder.glob(name))]:
        try:
            data = json.loads(without_comments(files.text(path) or ""))
        except ValueError:
            continue  # said by `devcontainer`
        said = data.get("build") if isinstance(data, dict) else None
        said = said if isinstance(said, dict) else {}
        name, context = str(said.get("dockerfile")), str(said.get("context", "."))
        if Path(os.path.normpath(path.parent / name)) == dockerfile and "$" not in context:
            yield Build(Path(os.path.normpath(path.parent / context)), dockerfile, frozenset())


def named(dockerfile: Path) -> set[str]:
    """Return the names of the contexts that a build of the Dockerfile has beside its main one."""
    return {name for one in builds(dockerfile) for name in one.named}


def _above(path: Path) -> list[Path]:
    """Return the folder of a file and those above it that may belong to the same project."""
    folders = [folder for folder in list(path.parents)[: ABOVE + 1] if folder not in (Path.home(), Path(path.anchor))]
    top = next((number for number, folder in enumerate(folders) if os.path.exists(folder / ".git")), ABOVE)
    return folders[: top + 1] or [path.parent]


class Context:
    """A folder, seen through the `.dockerignore` that a Dockerfile has."""

    def __init__(self, folder: Path, dockerfile: Path) -> None:
        self.folder = folder
        own = dockerfile.parent / f"{dockerfile.name}.dockerignore"
        self.ignore = own if own.is_file() else folder / ".dockerignore"
        self.patterns = Patterns((files.text(self.ignore) or "") if self.ignore.is_file() else "")

    def find(self, source: str) -> list[str]:
        """Return the paths in the folder that a source of COPY names, whether Docker sees them or not."""
        path = posixpath.normpath(source.lstrip("/")) or "."
        if any(char in path for char in "*?["):
            found = glob.glob(path, root_dir=self.folder, include_hidden=True)
        else:
            found = [path] if os.path.lexists(self.folder / path) else []
        return [one.replace(os.sep, "/") for one in found]

    def sees(self, path: str) -> bool:
        """Tell whether Docker sees a path of the folder, or anything below it."""
        if path == "." or not self.patterns.excluded(path):
            return True
        deep = self.patterns.exceptions and (self.folder / path).is_dir()
        return deep and any(True for _ in self.patterns.included(self.folder, path))


def context(dockerfile: Path, sources: Iterable[str], lab: Lab | None = None) -> Context:
    """Return the context of a Dockerfile that copies these sources; one that no file declares lies in the lab."""
    declared = list(dict.fromkeys(one.context for one in builds(dockerfile)))
    near = [folder for folder in _above(dockerfile) if not (lab and lab.whole) or folder.is_relative_to(lab.folder)]
    near += [start for folder in near if folder.name == SOLUTION and (start := folder.with_name(START)).is_dir()]
    found = [Context(folder, dockerfile) for folder in declared or near]
    return max(found, key=lambda one: sum(bool(one.find(source)) for source in sources))
