"""What an example says is its own: the names that its commands and files give to what they make.

A run removes nothing else. What a command removes by name counts too: nobody else may have it then.
A name may hold a variable (`startup:$target`); then it is taken for a
pattern, and one that is nothing but a variable says nothing. `docker run` without `--name` gives no
name: its container is known by image and command, which is little, and so counts only for one that
was made while that very command ran.

`devcontainer up` makes what the folder's definitions name: the container of `runArgs`, the project of their Compose
files, and an image `vsc-<folder>-<hash>`, with `-uid` behind it where the user gets another number.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from functools import cache

from book.model.commands import commands, docker_commands, options
from book.model.images import full_name, made
from book.model.projects import is_compose, read_project

VARIABLE = re.compile(r"\$\{[^}]*\}|\$\w+|\$")
API_CREATE = re.compile(r"/containers/create\?(?:\S*&)?name=([\w.-]+)")
PROJECT = re.compile(r"(?:COMPOSE_PROJECT_NAME=|docker compose\b.*?\s(?:-p|--project-name)[ =])([\w-]+)")
DEV_UP = re.compile(r"\bdevcontainer(?:\.sh)? up\b")
DEV_NAME = re.compile(r'"--name", *"([\w.-]+)"')
NAMED = re.compile(r"\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))")
LOOP = re.compile(r"\bfor (\w+) in ([^;\n]*)")
ASSIGNED = re.compile(r"(?<![\w.-])([A-Za-z_]\w*)=[\"']?([\w./:-]+)[\"']?(?=[\s;&|)]|$)")
PLAIN = re.compile(r"[\w./:-]+")
MAPPED = re.compile(r"^[\w.${}-]*[\w}]")  # what stands before the colon of `--volume data:/data`, if it is a name


@dataclass
class Claims:
    """Names by kind, as they are written; `unnamed` are containers without one, as image and command."""

    container: set[str] = field(default_factory=set)
    volume: set[str] = field(default_factory=set)
    network: set[str] = field(default_factory=set)
    image: set[str] = field(default_factory=set)
    project: set[str] = field(default_factory=set)  # of Compose: what it makes carries it as a label
    containerd: set[str] = field(default_factory=set)  # namespaces
    unnamed: set[tuple[str, tuple[str, ...]]] = field(default_factory=set)
    nameless_image: bool = False  # it builds one

    def __bool__(self) -> bool:
        return self != Claims()

    def add(self, other: "Claims") -> None:
        for part in fields(self):
            setattr(self, part.name, getattr(self, part.name) | getattr(other, part.name))

    def gives(self, kind: str, name: str) -> bool:
        """Tell whether a thing of that kind and name is named here."""
        return any(fits(pattern, name) for pattern in getattr(self, kind))


def claims(command: str, files: dict[str, str], folder: str = "", around: str = "") -> Claims:
    """Return the names that a command gives, with those of the scripts and Compose files of its folder that it uses.

    `around` are the commands among which it stands: they may give its variables their values.
    """
    text = "\n".join([command, *(files[name] for name in files if name.endswith(".sh") and _says(command, name))])
    found = Claims(image=made([text], {}), container=set(API_CREATE.findall(text)))
    compose = False
    for words in docker_commands(text):
        compose |= words[0] == "compose"
        _docker(found, words[0], words[1:])
    if DEV_UP.search(command):
        definitions = {name: content for name, content in files.items() if name.endswith("devcontainer.json")}
        found.container.update(*map(DEV_NAME.findall, definitions.values()))
        found.image.add(f"vsc-{folder}-$hash:latest")
        compose |= any("dockerComposeFile" in content for content in definitions.values())
    for words in commands(text):
        if words[0] == "ctr":
            found.containerd |= _namespaces(words[1:])
    if compose:
        found.project |= set(PROJECT.findall(text))
        for project in (read_project(content, folder) for name, content in files.items() if is_compose(name)):
            found.project.add(project.name)
            found.container |= project.containers
            found.volume |= project.volumes
            found.network |= project.networks
            found.image |= {full_name(image) for image in project.made}
    values = _values(f"{around}\n{text}")
    for kind in ("container", "volume", "network", "image", "containerd"):
        setattr(found, kind, {name for pattern in getattr(found, kind) for name in _filled(pattern, values)})
    return found


def all_claims(texts: Iterable[str], files: dict[str, str], folder: str = "") -> Claims:
    """Return the names that these commands give together."""
    found, texts = Claims(), list(texts)
    for text in texts:
        found.add(claims(text, files, folder, "\n".join(texts)))
    return found


def _values(text: str) -> dict[str, set[str]]:
    """Return the values that loops and assignments give to variables, as far as they are plain words."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, words in LOOP.findall(text.replace("\\\n", " ")):
        found[name].update(word for word in words.split() if PLAIN.fullmatch(word))
    for name, value in ASSIGNED.findall(text):
        found[name].add(value)
    return found


def _filled(pattern: str, values: dict[str, set[str]]) -> set[str]:
    """Return a name with its first variable by each of its values, and as it stands where none is known."""
    match = NAMED.search(pattern)
    known = values.get(match[1] or match[2], set()) if match else set()
    if not match or not known:
        return {pattern}
    start, end = match.span()
    return {name for value in known for name in _filled(pattern[:start] + value + pattern[end:], values)}


def mentions(command: str, name: str) -> bool:
    """Tell whether a command names a thing, by whatever it is called there."""
    pieces = [re.escape(piece) for piece in VARIABLE.split(name.removesuffix(":latest"))]
    return re.search(rf"(?<![\w.-]){'.*?'.join(pieces)}(?![\w-]|\.\w)", command) is not None


@cache
def fits(pattern: str, name: str) -> bool:
    """Tell whether a name is this one, whatever its variables hold; one of nothing but variables fits nothing."""
    pieces = VARIABLE.split(pattern)
    if not re.search(r"\w", "".join(pieces).removesuffix(":latest")):
        return False
    return re.fullmatch(".+".join(map(re.escape, pieces)), name) is not None


def same_words(written: tuple[str, ...], given: tuple[str, ...]) -> bool:
    """Tell whether the words of a command are these, whatever its variables hold."""
    pairs = zip(written, given, strict=False)
    return len(written) == len(given) and all(one == other or fits(one, other) for one, other in pairs)


def _docker(found: Claims, verb: str, rest: list[str]) -> None:
    if verb in ("run", "create"):
        given, words = options(rest)
        names = [value for name, value in given if name == "--name"]
        found.container |= set(names)
        for name, value in given:
            if name in ("-v", "--volume") and (match := MAPPED.match(value)) and value[match.end() :][:1] == ":":
                found.volume.add(match[0])
            elif name == "--mount":
                parts = dict(part.partition("=")[::2] for part in value.split(","))
                if parts.get("type", "volume") == "volume" and (source := parts.get("source") or parts.get("src")):
                    found.volume.add(source)
        if words and not names:
            found.unnamed.add((full_name(words[0]), tuple(words[1:])))
    elif verb == "rename" and len(rest) == 2:
        found.container.add(rest[1])
    elif verb == "rm":
        found.container.update(word for word in rest if not word.startswith("-"))
    elif verb in ("volume", "network") and rest[:1] == ["create"]:
        _, words = options(rest[1:])
        getattr(found, verb).update(words[:1])
    elif verb in ("volume", "network") and rest[:1] == ["rm"]:
        getattr(found, verb).update(word for word in rest[1:] if not word.startswith("-"))
    elif verb == "build" and not any(re.match(r"-t|--tag|--check|--call|--output|-o", word) for word in rest):
        found.nameless_image = True


def _namespaces(words: list[str]) -> set[str]:
    """Return the namespace of containerd that a command of ctr names."""
    for option, value in zip(words, words[1:], strict=False):
        if option in ("-n", "--namespace"):
            return {value}
        if not option.startswith("-"):
            break
    if words[:2] in (["namespaces", "create"], ["namespace", "create"], ["ns", "create"], ["ns", "c"]):
        return set(words[2:3])
    return {word.partition("=")[2] for word in words[:1] if word.startswith("--namespace=")}


def _says(command: str, name: str) -> bool:
    return re.search(rf"(?<![\w.-]){re.escape(name.rpartition('/')[2])}(?![\w-])", command) is not None
