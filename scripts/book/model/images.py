"""Which images an example uses, and which it makes, as its commands and files say.

The ones it uses are pulled before it runs: otherwise the first run on a machine would print how
they are pulled and the second would not. The ones it makes have to be gone afterwards.
"""

import re

from book.model.commands import docker_commands, options
from book.model.projects import is_compose, read_project
from lablint.formats import dockerfile

# Verbs whose arguments are images that are there already, and which of their options have a value.
SOURCES: dict[str, int | None] = {"tag": 1, "push": 1, "save": None, "history": None, "inspect": None}
VALUED = {"-f", "--format", "-o", "--output", "--platform", "--type"}
LOCAL = re.compile(r"^(?:localhost|127\.0\.0\.1)(?::\d+)?/")
IN_MANIFEST = re.compile(r"^[\s{-]*(?:.*[{,]\s*)?image:\s*[\"']?([^\s\"',{}]+)", re.MULTILINE)
OF_KUBECTL = re.compile(r"\bkubectl\b.*?\s--image[= ]([^\s\"']+)")


def used(commands: list[str], files: dict[str, str]) -> set[str]:
    """Return the images that the commands take and the files build on, without those that are made."""
    found: set[str] = set()
    for verb, *rest in (words for command in commands for words in docker_commands(command)):
        if verb in ("run", "create", "pull"):
            found.update(options(rest)[1][:1])
        elif verb in SOURCES:
            found.update(_arguments(rest)[: SOURCES[verb]])
    for name, text in files.items():
        if is_dockerfile(name):
            found |= dockerfile.images(text)
        elif is_compose(name):
            found |= read_project(text).used
    return {full_name(image) for image in found if _pullable(image)} - made(commands, files)


def used_by_nodes(commands: list[str], files: dict[str, str]) -> set[str]:
    """Return the images that the folder's manifests and kubectl commands name: the cluster's nodes take them."""
    texts = [text for name, text in files.items() if re.search(r"\.ya?ml$", name) and not is_compose(name)]
    found = {image for text in texts for image in IN_MANIFEST.findall(text)}
    found |= {image for command in commands for image in OF_KUBECTL.findall(command.replace("\\\n", " "))}
    return {full_name(image) for image in found if "$" not in image}


def made(commands: list[str], files: dict[str, str], folder: str = "") -> set[str]:
    """Return the names that the commands and the Compose files of a folder give to images they make."""
    found: set[str] = set()
    for verb, *rest in (words for command in commands for words in docker_commands(command)):
        if verb == "build":
            for option, value in zip(rest, [*rest[1:], ""], strict=True):
                if option in ("-t", "--tag"):
                    found.add(value)
                elif option.startswith("--tag="):
                    found.add(option.removeprefix("--tag="))
        elif verb in ("tag", "commit", "import") and len(rest) > 1:
            found.add(rest[-1])
    for name, text in files.items():
        if is_compose(name):
            found |= read_project(text, folder).made
    return {full_name(image) for image in found}


def is_dockerfile(name: str) -> bool:
    return re.search(r"(?:Docker|Container)file", name, re.IGNORECASE) is not None and "ignore" not in name


def full_name(image: str) -> str:
    """Return an image's name with its tag and without the parts that engines leave out or add."""
    short = re.sub(r"^(?:docker\.io/(?:library/)?|localhost/)", "", image)
    return short if re.search(r"[:@][^/]*$", short) else f"{short}:latest"


def _arguments(words: list[str]) -> list[str]:
    """Return the words that can only be an image's name: with a tag, and neither an option nor the value of one."""
    values = {at + 1 for at, word in enumerate(words) if word in VALUED}
    return [word for at, word in enumerate(words) if at not in values and re.fullmatch(r"(?!sha256:)\w.*:.+", word)]


def _pullable(image: str) -> bool:
    return bool(image) and "$" not in image and image != "scratch" and not image.isdigit() and not LOCAL.match(image)
