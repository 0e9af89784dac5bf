"""The files that a Compose file names: each must be there, unless Git is told to leave it out.

A missing file behind a bind mount is the worst of them: Docker makes a folder of its name, and says nothing.
"""

import os
from collections.abc import Iterator
from pathlib import PurePosixPath

from book.lint.compose.builds import build
from book.lint.compose.project import Told
from book.lint.git import ignores
from lablint.formats.compose import REMOTE, ComposeFile
from lablint.formats.yaml import Node, entries, items, line, text, texts, value

Named = tuple[str, Node, str]  # a path, where it stands, what it is


def check(file: ComposeFile, files: list[ComposeFile], hidden: bool) -> Iterator[Told]:
    """Yield (line, rule, message) of files and folders that are named and missing."""
    for written, node, what in [*_of_file(file), *_of_services(file)]:
        path = file.resolve(written)
        if "$" in written or REMOTE.match(written) or os.path.exists(path) or ignores(path):
            continue
        yield line(node), "compose-file", f"{what} {written} is not there; create it or mend the path"
    for _, node in file.services.values():
        for written, mount in _mounted(node):
            if not os.path.exists(file.resolve(written)) and not ignores(file.resolve(written)):
                message = f"the file {written} is not there, and Docker would make a folder of that name; create it"
                yield line(mount), "compose-file", message


def _of_file(file: ComposeFile) -> Iterator[Named]:
    """Yield (path, node, what it is) of what the file itself names."""
    for written, node in file.included:
        yield written, node, "the included file"
    for kind in ("secrets", "configs"):
        for _, node in file.defined(kind).values():
            for written, where in texts(node, "file"):
                yield written, where, f"the file of {kind}"


def _of_services(file: ComposeFile) -> Iterator[Named]:
    for _, node in file.services.values():
        for key, what in (("env_file", "the file of variables"), ("label_file", "the file of labels")):
            for item in items(value(node, key)) or filter(None, [value(node, key)]):
                path = value(item, "path") or item
                if (written := text(path)) and text(value(item, "required")) != "false":
                    yield written, path, what
        for written, where in texts(node, "extends", "file"):
            yield written, where, "the file that is extended"
        yield from _built(file, node)


def _built(file: ComposeFile, node: Node) -> Iterator[Named]:
    found, made = value(node, "build"), build(file, [node])
    if not made or found is None:
        return
    if not os.path.isdir(made.context):
        where = value(found, "context") or found
        yield text(where) or ".", where, "the build context"
    elif made.dockerfile and not os.path.isfile(made.dockerfile):
        where = value(found, "dockerfile") or value(found, "context") or found
        yield os.path.relpath(made.dockerfile, file.path.parent), where, "the Dockerfile"


def _mounted(node: Node) -> Iterator[tuple[str, Node]]:
    """Yield (path, node) of the bind mounts that are meant to be files."""
    for item in items(value(node, "volumes")):
        written = text(item)
        if written is not None:
            source, _, target = written.partition(":")
            target = target.partition(":")[0]
        elif text(value(item, "type")) == "bind" and "bind" not in entries(item):
            source, target = text(value(item, "source")) or "", text(value(item, "target")) or ""
        else:
            continue
        suffix = PurePosixPath(source).suffix
        is_file = suffix not in ("", ".d") and suffix == PurePosixPath(target).suffix
        if is_file and source.startswith(("./", "../")) and "$" not in source:
            yield source, item
