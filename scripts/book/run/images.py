"""Which images an example uses, and which it makes, as its commands and files say.

The ones it uses are pulled before it runs: otherwise the first run on a machine would print how
they are pulled and the second would not. The ones it makes have to be gone afterwards.
"""

import re
import shlex

from book.run.engine import full_name
from lablint.formats import yaml

# Options of `docker run` and `docker create` without a value; all others take one.
FLAGS = {
    "--detach", "--disable-content-trust", "--help", "--init", "--interactive", "--no-healthcheck",
    "--oom-kill-disable", "--privileged", "--publish-all", "--quiet", "--read-only", "--rm", "--sig-proxy", "--tty",
    "--use-api-socket",
}  # fmt: skip
SHORT_FLAGS = set("diPqt")
# Verbs whose arguments are images that are there already, and which of their options have a value.
SOURCES = {"tag": 1, "push": 1, "save": None, "history": None, "inspect": None}
VALUED = {"-f", "--format", "-o", "--output", "--platform", "--type"}
FROM = re.compile(r"^\s*FROM\s+(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?", re.IGNORECASE | re.MULTILINE)
COPY_FROM = re.compile(r"^\s*(?:COPY|ADD|RUN)\s.*?\bfrom=([^\s,]+)", re.IGNORECASE | re.MULTILINE)
ARG = re.compile(r"^\s*ARG\s+(\w+)=(\S+)", re.IGNORECASE | re.MULTILINE)
COMPOSE_FILE = re.compile(r"(?:.*/)?(?:docker-)?compose[\w.-]*\.ya?ml")
LOCAL = re.compile(r"^(?:localhost|127\.0\.0\.1)(?::\d+)?/")


def used(commands: list[str], files: dict[str, str]) -> set[str]:
    """Return the images that the commands take and the files build on, without those that are made."""
    found = set()
    for words in _simple(commands):
        if words[1:2] in (["run"], ["create"], ["pull"]):
            found.add(_image(words[2:]))
        elif words[1:2] and words[1] in SOURCES:
            found |= set(_arguments(words[2:])[: SOURCES[words[1]]])
    for name, text in files.items():
        if is_dockerfile(name):
            found |= _bases(text)
        elif COMPOSE_FILE.fullmatch(name):
            found |= {service.get("image") for service in _services(text) if "build" not in service}
    return {full_name(image) for image in found if _pullable(image)} - made(commands, files)


def made(commands: list[str], files: dict[str, str]) -> set[str]:
    """Return the names that the commands and the Compose files give to images they make."""
    found = set()
    for words in _simple(commands):
        verb = words[1:2]
        if verb == ["build"]:
            for option, value in zip(words, words[1:], strict=False):
                if option in ("-t", "--tag"):
                    found.add(value)
                elif option.startswith("--tag="):
                    found.add(option.removeprefix("--tag="))
        elif verb in (["tag"], ["commit"], ["import"]) and len(words) > 3:
            found.add(words[-1])
    for name, text in files.items():
        if COMPOSE_FILE.fullmatch(name):
            found |= {service["image"] for service in _services(text) if "build" in service and "image" in service}
    return {full_name(image) for image in found}


def is_dockerfile(name: str) -> bool:
    return re.search(r"(?:Docker|Container)file", name, re.IGNORECASE) is not None and "ignore" not in name


def _simple(commands: list[str]):
    """Yield the words of each docker command, `docker image build` and the like as `docker build`."""
    for command in commands:
        for part in re.split(r"&&|\|\||[|;&\n()`]|\bdo\b", command.replace("\\\n", " ")):
            try:
                words = shlex.split(part, comments=True)
            except ValueError:
                continue  # the half of a quoted text, no command
            while words and (re.match(r"\w+=", words[0]) or words[0] in ("time", "sudo", "!", "then")):
                words.pop(0)
            if words[:1] == ["docker"]:
                if words[1:2] in (["container"], ["image"], ["buildx"], ["builder"]):
                    del words[1]
                yield words


def _image(words: list[str]) -> str | None:
    """Return the first word that is neither an option nor the value of one."""
    position = 0
    while position < len(words):
        word = words[position]
        if not word.startswith("-"):
            return word
        short = re.fullmatch(r"-(\w+)", word)
        alone = word in FLAGS or "=" in word or (short and set(short[1]) <= SHORT_FLAGS)
        attached = short and len(short[1]) > 1 and short[1][0] not in SHORT_FLAGS
        position += 1 if alone or attached else 2
    return None


def _arguments(words: list[str]) -> list[str]:
    """Return the words that can only be an image's name: with a tag, and neither an option nor the value of one."""
    values = {at + 1 for at, word in enumerate(words) if word in VALUED}
    return [word for at, word in enumerate(words) if at not in values and re.fullmatch(r"(?!sha256:)\w.*:.+", word)]


def _bases(dockerfile: str) -> set[str]:
    values = dict(ARG.findall(dockerfile))
    stages = {alias for _, alias in FROM.findall(dockerfile) if alias}
    names = [name for name, _ in FROM.findall(dockerfile)] + COPY_FROM.findall(dockerfile)
    return {re.sub(r"\$\{?(\w+)\}?", lambda m: values.get(m[1], m[0]), name) for name in names} - stages


def _services(compose: str) -> list[dict]:
    """Return the services of a Compose file, none if the file is wrong (on purpose, perhaps)."""
    try:
        services = (yaml.parse(compose, yaml.COMPOSE) or {}).get("services") or {}
        return [service for service in services.values() if isinstance(service, dict)]
    except (yaml.NotYaml, AttributeError):
        return []


def _pullable(image: str | None) -> bool:
    return bool(image) and "$" not in image and image != "scratch" and not image.isdigit() and not LOCAL.match(image)
