"""Secrets in any file: private keys, tokens by their form, passwords in plain.

A password counts where a value is set (`DB_PASSWORD=…`, `password: …`, an `env` entry of a manifest) and the value
is a literal. A `.env` is where Compose reads them from, and a Secret of Kubernetes is one: their passwords pass.
What only holds a secret's name, place or length does too.
"""

import re
from fnmatch import fnmatch

from book.lint.problem import Problem
from book.model.page import fences

KEY = re.compile(r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----")
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
NAME = rf"(?:[A-Za-z][\w.-]*[_.-])?{WORDS}|[A-Z][A-Z0-9_]*_(?:TOKEN|SECRET)|[a-z]+(?:Password|ApiKey|SecretKey|Token)"
VALUE = r"(?P<quote>[\"']?)(?P<value>[^\s\"'`,;}\])]{3,})(?P=quote)"
SET = re.compile(rf"(?<![\w$.{{-])[\"']?(?P<name>(?i:{NAME}))[\"']?\s*(?P<sign>[:=])\s*{VALUE}(?P<rest>.*)")
ENTRY = re.compile(rf"\bname:\s*[\"']?(?P<name>(?i:{NAME}))[\"']?\s*(?:,|$)")
ITS_VALUE = re.compile(rf"\bvalue:\s*{VALUE}")
QUICK = re.compile(r"pass|pwd|key|token|secret", re.IGNORECASE)
NO_SECRET = re.compile(
    r"[$<%({\[|&*!>/]|(?i:true|false|yes|no|null|none|nil|\d{1,2}|\*+|x{3,}|\.{3,}|…)$|(?:file|env|op|vault):"
)
DEFAULT = re.compile(r"\$\{\w+:?-(?P<value>[^}$]{3,})\}")
SECRET = re.compile(r"^kind:\s*Secret\b|\"kind\":\s*\"Secret\"", re.MULTILINE)
TO_ENV = re.compile(r">\s*\S*\.env\b")
LONGEST = 2000  # characters of a line; what is longer no hand has written
LAST = re.compile(r"\s*($|[#,}\])\"'`])")
COMMENT = re.compile(r"\s*(#|//|--\s|;)")


def check(path, text, kind):
    """Yield the secrets in a text."""
    if "PRIVATE KEY" in text and (match := KEY.search(text)):
        message = "a private key: whoever has the file has it; make a new one, and keep it out of the folder"
        yield Problem(path, _line(text, match), "private-key", message)
    for match in TOKEN.finditer(text):
        issuer = list(TOKENS)[int(match.lastgroup[1:])]
        message = f"this looks like a token of {issuer}; withdraw it there, and read the new one from outside"
        yield Problem(path, _line(text, match), "token", message)
    if QUICK.search(text) or "://" in text:
        yield from _passwords(path, text, kind)


def _passwords(path, text, kind):
    if fnmatch(path.name, "*.env") or fnmatch(path.name, ".env*"):
        return
    lines = text.split("\n")
    wanted = _code(text) if kind == "markdown" else range(1, len(lines) + 1)
    passed = _secret_documents(lines) if kind == "yaml" else set()
    for number in wanted:
        line = lines[number - 1]
        if number in passed or len(line) > LONGEST or COMMENT.match(line) or TO_ENV.search(line):
            continue
        if kind == "transcript" and not line.startswith(("$ ", "> ")):
            continue  # what a command prints
        name = _set(line, kind) or _entry(line, lines[number] if number < len(lines) else "") or _login(line)
        if name:
            message = f"the password of {name} in plain; read it from a file or a variable that stays out of the folder"
            yield Problem(path, number, "password-in-plain", message)


def _set(line, kind):
    """Return the name that a line sets to a literal, None if it sets none."""
    match = SET.search(line) if QUICK.search(line) else None
    if not match:
        return None
    written = match["value"]
    if default := DEFAULT.match(written + match["rest"]):
        return None if NO_SECRET.match(default["value"]) else match["name"]
    sentence = match["sign"] == ":" and not match["quote"] and not LAST.match(match["rest"])
    if sentence or NO_SECRET.match(written) or (kind in ("python", "javascript") and not match["quote"]):
        return None
    if kind == "dockerfile" and line.lstrip().upper().startswith(("ENV", "ARG")):
        return None  # said by hadolint
    return match["name"]


def _entry(line, below):
    """Return the name of an entry of `env` with a literal value on the same line or the next."""
    match = ENTRY.search(line)
    found = match and (ITS_VALUE.search(line) or (ITS_VALUE.match(below.strip())))
    return match["name"] if found and not NO_SECRET.match(found["value"]) else None


def _login(line):
    match = LOGIN.search(line)
    return "the address" if match and not NO_SECRET.match(match["value"]) else None


def _code(text):
    """Return the lines of a Markdown text that stand in fences."""
    spans = ((fence.line + 1, fence.line + 1 + fence.text.count("\n")) for fence in fences(text))
    return [number for begin, end in spans for number in range(begin, end)]


def _secret_documents(lines):
    """Return the lines of the YAML documents that are Secrets of Kubernetes."""
    found, begin = set(), 0
    for number, line in enumerate([*lines, "---"]):
        if line.startswith("---"):
            if SECRET.search("\n".join(lines[begin:number])):
                found.update(range(begin + 1, number + 1))
            begin = number
    return found


def _line(text, match):
    return text.count("\n", 0, match.start()) + 1
