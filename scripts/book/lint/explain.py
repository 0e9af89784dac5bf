"""`--explain RULE`: what a rule means, in the reader's language, without a network.

A rule of our own is explained from its file in `rules/`; one of a tool by the tool itself where it can, else by
the page that its makers keep.
"""

import os
import re
import subprocess
from collections.abc import Iterator
from difflib import get_close_matches

from book.model import LANGUAGES, rules
from book.model.rules import Rule

ADDRESSES = [  # the group of a name, or else all of it, stands in the address
    (re.compile(r"DL\d{4}"), "hadolint", "https://github.com/hadolint/hadolint/wiki/{}"),
    (re.compile(r"SC\d{4}"), "ShellCheck", "https://www.shellcheck.net/wiki/{}"),
    (re.compile(r"yaml-[a-z-]+"), "yamllint", "https://yamllint.readthedocs.io/en/stable/rules.html"),
    (re.compile(r"zizmor-([a-z-]+)"), "zizmor", "https://docs.zizmor.sh/audits/#{}"),
]
COMMANDS = [(re.compile(r"MD\d{3}"), ["rumdl", "rule"]), (re.compile(r"[A-Z]{1,4}\d{3,4}"), ["ruff", "rule"])]
NAMES = {"invalid-syntax", "unformatted", "shfmt"}  # of other tools, in no form
WORDS = {
    "es": {"why": "Por qué", "do": "Qué hacer", "bad": "Mal", "good": "Bien", "by": "Una regla de {}: {}"},
    "en": {"why": "Why", "do": "What to do", "bad": "Bad", "good": "Good", "by": "A rule of {}: {}"},
}


def language() -> str:
    """Return the reader's language, as the locale says; English if the book does not have it."""
    locale = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return locale[:2] if locale[:2] in LANGUAGES else "en"


def explanation(name: str, language: str) -> str:
    """Return what a rule means; raise LookupError with a sentence if there is none of that name."""
    if rule := rules.table().get(name):
        return _ours(name, rule, language)
    for form, tool, address in ADDRESSES:
        if match := form.fullmatch(name):
            return WORDS[language]["by"].format(tool, address.format(match[form.groups]))
    command = next((command for form, command in COMMANDS if form.fullmatch(name)), None)
    if command:
        told = subprocess.run([*command, name], capture_output=True, text=True)
        if told.returncode == 0 and told.stdout.strip():
            return told.stdout.strip()
    near = get_close_matches(name, rules.names(), 3)
    raise LookupError(f"no rule is called {name}" + (f"; did you mean {', '.join(near)}?" if near else ""))


def known(name: str) -> bool:
    """Tell whether a rule of that name may exist: other tools' rules are known by their form only."""
    forms = [form for form, *_ in ADDRESSES + COMMANDS]
    return name in NAMES or any(form.fullmatch(name) for form in forms) or name in rules.names()


def address(name: str) -> str | None:
    """Return the page about a rule of somebody else, None for our own and for those without one."""
    matches = ((form.fullmatch(name), address) for form, _, address in ADDRESSES)
    return next((address.format(match[match.re.groups]) for match, address in matches if match), None)


def what_is_wrong(name: str) -> str:
    """Return one sentence on a rule, its name for those of others."""
    rule = rules.table().get(name)
    return rule["wrong"]["en"] if rule else name


def _ours(name: str, rule: Rule, language: str) -> str:
    words = WORDS[language]
    told = [f"{name}: {rule['wrong'][language]}"]
    told += [f"{words[part]}: {rule[part][language]}" for part in ("why", "do") if part in rule]
    for part, place, content in _example(rule):
        told.append("\n".join([f"{words[part]}, {place}:", *(f"    {line}" for line in content.splitlines())]))
    return "\n\n".join(told)


def _example(rule: Rule) -> Iterator[tuple[str, str, str]]:
    """Yield (bad or good, the place, its content) of what shows a rule."""
    for change in rule.get("in_book", ())[:1]:
        yield from ((part, change["file"], change[part]) for part in ("bad", "good") if change.get(part))
    for part in ("bad", "good"):
        for file, content in rule.get(part, {}).items():
            told = part == "bad" and rule["at"].startswith(f"{file}:")
            if content:
                yield part, repr(rule["at"] if told else file)[1:-1], content
