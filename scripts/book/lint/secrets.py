"""Secrets in any file: private keys, tokens by their form, passwords in plain.

A password counts in configuration only, since in code, translations and what tools write its name is mostly that of
something else; where a value is set (`DB_PASSWORD=…`, `password: …`, an `env` entry of a manifest); and if the value
is a literal. A `.env` is where Compose reads them from, and a Secret of Kubernetes is one: their passwords pass.
What only holds a secret's name, place or length does too.
"""

import re
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

from book.lint import kinds
from lablint.formats import transcript
from lablint.formats.markdown import Markdown
from lablint.problem import Problem

KEY = re.compile(
    r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----"
    r"(?:[\s#/*\"'+,]|\\[nr]|[A-Z][\w-]*: .*\n)*[A-Za-z0-9+/=]{16}"  # its first line, perhaps below headers
)
TOKENS = {
    "AWS": r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b",
    "GitHub": r"\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{50,})",
    "GitLab": r"\bgl(?:pat|dt|rt|cbt)-[A-Za-z0-9_-]{20,}",
    "Docker": r"\bdckr_(?:pat|oat)_[A-Za-z0-9_-]{20,}",
    "Slack": r"\bxox[abprs]-[A-Za-z0-9-]{10,}",
    "Google": r"\bAIza[0-9A-Za-z_-]{35}\b",
    "Stripe": r"\b[sr]k_live_[0-9A-Za-z]{20,}",
    "npm": r"\bnpm_[A-Za-z0-9]{36}\b",
    "PyPI": r"\bpypi-AgE[A-Za-z0-9_-]{50,}",
    "Anthropic or OpenAI": r"\bsk-(?:ant-|proj-)[A-Za-z0-9_-]{20,}",
    "a signed web token (JWT)": r"\beyJ[A-Za-z0-9_-]{10,400}\.eyJ[A-Za-z0-9_-]{10,400}\.[A-Za-z0-9_-]{20,}",
}
TOKEN = re.compile("|".join(f"(?P<t{number}>{form})" for number, form in enumerate(TOKENS.values())))
LOGIN = re.compile(r"\b[a-z][a-z0-9+.-]*://[^\s:/@\"'$<{]+:(?P<value>[^\s/@\"'$<{]+)@[\w.-]+")

WORDS = r"(?:password|passwd|passphrase|pwd|api_?key|secret_?key|access_?key|private_?key|auth_?token|access_?token)"
NAME = (
    rf"(?i:(?:[a-z][\w.-]*[_.-])?{WORDS})|[A-Z][A-Z0-9_]*_(?:TOKEN|SECRET)|[a-z][a-z0-9_]*_token"
    r"|[a-z]+(?:Password|ApiKey|SecretKey)|(?:api|auth|access)Token"
)
VALUE = r"(?P<quote>[\"']?)(?P<value>[^\s\"'`,;}\])]{3,})(?P=quote)"
SET = re.compile(rf"(?<![\w$.{{-])[\"']?(?P<name>{NAME})[\"']?\s*(?P<sign>[:=])\s*{VALUE}(?P<rest>.*)")
ENTRY = re.compile(rf"\bname:\s*[\"']?(?P<name>{NAME})[\"']?\s*(?:,|$)")
ITS_VALUE = re.compile(rf"\bvalue:\s*{VALUE}")
QUICK = re.compile(r"pass|pwd|key|token|secret", re.IGNORECASE)
NO_SECRET = re.compile(
    r"[$<%({\[|&*!>/]|(?i:true|false|yes|no|null|none|nil|\d{1,2}|\*+|x{3,}|\.{3,}|…)$|(?:file|env|op|vault):"
    r"|[A-Z_]+$|(?i:your|change)[-_ ]?"  # of a help text
)
DEFAULT = re.compile(r"\$\{\w+:?-(?P<value>[^}$]{3,})\}")
SECRET = re.compile(r"^kind:\s*Secret\b|\"kind\":\s*\"Secret\"", re.MULTILINE)
TO_ENV = re.compile(r">\s*\S*\.env\b")
LONGEST = 2000  # characters of a line; what is longer no hand has written
LAST = re.compile(r"\s*($|[#,}\])\"'`])")
CONFIGURATION = ("yaml", "helm", "toml", "dockerfile", "devcontainer", "shell", "transcript", "markdown")
SETTINGS = ("*settings*.json", "*config*.json", "*.ini", "*.cfg", "*.conf", "*.properties")
ELSEWHERE = ("*lock.yaml", "*lock.json", "*.min.*")  # written by tools
TRANSLATIONS = {"i18n", "l10n", "lang", "langs", "language", "languages", "locale", "locales", "translations"}
COMMANDS = ("shell", "transcript")  # where a colon sets nothing
COMMENT = re.compile(r"\s*(#|//|--\s|;)")


def check(path: Path, text: str, kind: str | None) -> Iterator[Problem]:
    """Yield the secrets in a text."""
    if "PRIVATE KEY" in text and (match := KEY.search(text)):
        message = "a private key: whoever has the file has it; make a new one, and keep it out of the folder"
        yield Problem(path, _line(text, match), "private-key", message)
    for match in TOKEN.finditer(text):
        issuer = list(TOKENS)[int(str(match.lastgroup)[1:])]
        message = f"this looks like a token of {issuer}; withdraw it there, and read the new one from outside"
        yield Problem(path, _line(text, match), "token", message)
    if (QUICK.search(text) or "://" in text) and _configures(path, kind) and not fnmatch(path.name, ".env*"):
        yield from _passwords(path, text, kind)


def _configures(path: Path, kind: str | None) -> bool:
    """Tell whether a file of that kind says how something is to run."""
    if any(fnmatch(path.name, pattern) for pattern in ELSEWHERE) or TRANSLATIONS.intersection(path.parts):
        return False
    return kind in CONFIGURATION or any(fnmatch(path.name, pattern) for pattern in SETTINGS)


def _passwords(path: Path, text: str, kind: str | None) -> Iterator[Problem]:
    pieces = [(0, text, kind)]
    if kind == "markdown":
        fences = Markdown(text).fences
        known = [(fence, kinds.of_fence(fence.language) or kinds.ALIASES.get(fence.language)) for fence in fences]
        pieces = [(fence.line, fence.text, kind) for fence, kind in known if kind in CONFIGURATION]
    for before, piece, kind in pieces:
        yield from (_told(path, before + number, name) for number, name in _set_in(piece, kind))


def _told(path: Path, line: int, name: str) -> Problem:
    message = f"the password of {name} in plain; read it from a file or a variable that stays out of the folder"
    return Problem(path, line, "password-in-plain", message)


def _set_in(text: str, kind: str | None) -> Iterator[tuple[int, str]]:
    """Yield (line, name) of each password that a text sets."""
    lines = text.split("\n")
    passed = _secret_documents(lines) if kind == "yaml" else set()
    if kind == "transcript":
        passed = {number for number, line in enumerate(transcript.lines(text), 1) if not line.prompt}  # what is printed
    for number, line in enumerate(lines, 1):
        if number in passed or len(line) > LONGEST or COMMENT.match(line) or TO_ENV.search(line):
            continue
        name = _set(line, kind) or _entry(line, lines[number] if number < len(lines) else "") or _login(line)
        if name:
            yield number, name


def _set(line: str, kind: str | None) -> str | None:
    """Return the name that a line sets to a literal, None if it sets none."""
    match = SET.search(line) if QUICK.search(line) else None
    if not match:
        return None
    written = match["value"]
    if default := DEFAULT.match(written + match["rest"]):
        return None if NO_SECRET.match(default["value"]) else match["name"]
    sentence = match["sign"] == ":" and not match["quote"] and not LAST.match(match["rest"])
    if sentence or NO_SECRET.match(written) or (match["sign"] == ":" and kind in COMMANDS):
        return None
    if kind == "dockerfile" and line.lstrip().upper().startswith(("ENV", "ARG")):
        return None  # said by hadolint
    return match["name"]


def _entry(line: str, below: str) -> str | None:
    """Return the name of an entry of `env` with a literal value on the same line or the next."""
    match = ENTRY.search(line)
    found = match and (ITS_VALUE.search(line) or (ITS_VALUE.match(below.strip())))
    return match["name"] if match and found and not NO_SECRET.match(found["value"]) else None


def _login(line: str) -> str | None:
    match = LOGIN.search(line)
    return "the address" if match and not NO_SECRET.match(match["value"]) else None


def _secret_documents(lines: list[str]) -> set[int]:
    """Return the lines of the YAML documents that are Secrets of Kubernetes."""
    found: set[int] = set()
    begin = 0
    for number, line in enumerate([*lines, "---"]):
        if line.startswith("---"):
            if SECRET.search("\n".join(lines[begin:number])):
                found.update(range(begin + 1, number + 1))
            begin = number
    return found


def _line(text: str, match: re.Match[str]) -> int:
    return text.count("\n", 0, match.start()) + 1
