"""The commands in a text of shell: the words of each, as far as they can be told without executing it.

Quotes are gone, variables stand as they are written. A command inside `$(…)` is a command of its own.
What follows from words alone is enough to know which names an example gives, never what it will do.
"""

import re
import shlex
from collections.abc import Iterator

OPERATORS = ";|&()<>`\n"
# Words that stand in front of a command.
LEADING = {"do", "then", "else", "if", "elif", "while", "until", "time", "sudo", "!", "{", "exec"}
# `docker container run` is `docker run`; but `docker rm` removes containers, `docker image rm` images.
GROUPS = {"container", "image", "buildx", "builder"}
OF_IMAGES = {"rm", "ls", "prune"}
GLOBAL_VALUED = {"-c", "--context", "-H", "--host", "--config", "-l", "--log-level"}

# Options of `docker run`, `create`, `volume create` and `network create` without a value; all others take one.
FLAGS = {
    "--attachable", "--config-only", "--ingress", "--internal", "--ipv4", "--ipv6",
    "--detach", "--disable-content-trust", "--help", "--init", "--interactive", "--no-healthcheck",
    "--oom-kill-disable", "--privileged", "--publish-all", "--quiet", "--read-only", "--rm", "--sig-proxy", "--tty",
    "--use-api-socket",
}  # fmt: skip
SHORT_FLAGS = set("diPqt")


def commands(text: str) -> Iterator[list[str]]:
    """Yield the words of each simple command; of a text whose quotes do not end, those of lines that can be read."""
    text = re.sub(r"(?m)^\s*#.*$", "", text)
    lexer = shlex.shlex(text.replace("\\\n", " "), posix=True, punctuation_chars=OPERATORS)
    lexer.whitespace, lexer.whitespace_split, lexer.commenters = " \t\r", True, ""
    try:
        tokens = list(lexer)
    except ValueError:
        parts = text.split("\n") if "\n" in text else [text.partition(" #")[0]]
        if parts != [text]:
            for part in parts:
                yield from commands(part)
        return
    words: list[str] = []
    skip = comment = False
    for token in [*tokens, "\n"]:
        operator = token != "" and set(token) <= set(OPERATORS)
        if comment:
            comment = "\n" not in token or not operator
        elif operator and re.search("[<>]", token):
            skip = True  # what follows is a file
            if words and words[-1].isdigit():
                words.pop()
        elif operator:
            yield from _command(words)
            words, skip = [], False
        elif token.startswith("#") and not skip:
            yield from _command(words)
            words, comment = [], True
        elif skip:
            skip = False
        else:
            words.append(token)
            for inner in re.findall(r"\$\((.*)\)", token, re.DOTALL):
                yield from commands(inner)


def _command(words: list[str]) -> Iterator[list[str]]:
    words = list(words)
    while words and (words[0] in LEADING or re.match(r"\w+=", words[0])):
        words.pop(0)
    if words:
        yield words


def docker_commands(text: str) -> Iterator[list[str]]:
    """Yield the words of the docker commands behind `docker`, `docker image build` and the like as `build`.

    Commands to another engine, which `--context` or `--host` names, are none of this one's.
    """
    for words in commands(text):
        if words[0] == "xargs" and "docker" in words:
            words = words[words.index("docker") :]
        if words[0] != "docker":
            continue
        rest = words[1:]
        elsewhere = False
        while rest and rest[0].startswith("-"):
            valued = rest[0] in GLOBAL_VALUED
            elsewhere |= bool(re.match(r"(?:-c|-H|--context|--host)\b", rest[0]))
            rest = rest[1 + valued :]
        if rest[:1] and rest[0] in GROUPS and not (rest[0] == "image" and rest[1:2] and rest[1] in OF_IMAGES):
            rest = rest[1:]
        if rest and not elsewhere:
            yield rest


def options(words: list[str]) -> tuple[list[tuple[str, str]], list[str]]:
    """Return the options that stand behind a verb with their values, and the words behind them."""
    found: list[tuple[str, str]] = []
    position = 0
    while position < len(words) and words[position].startswith("-") and words[position] != "-":
        word = words[position]
        short = re.fullmatch(r"-(\w)(.*)", word)
        if word == "--":
            position += 1
            break
        if word.startswith("--") and "=" in word:
            name, _, value = word.partition("=")
            found.append((name, value))
            position += 1
        elif word in FLAGS or (short and set(word[1:]) <= SHORT_FLAGS):
            found.append((word, ""))
            position += 1
        elif short and short[1] not in SHORT_FLAGS and short[2]:
            found.append((f"-{short[1]}", short[2].removeprefix("=")))
            position += 1
        else:  # -itu 1000: the last letter takes the value
            found.append((f"-{word[-1]}" if short else word, "".join(words[position + 1 : position + 2])))
            position += 2
    return found, words[position:]
