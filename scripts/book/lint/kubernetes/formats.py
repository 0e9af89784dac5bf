"""What names, labels, quantities and the like must look like: each format with its rule and its words.

After apimachinery's pkg/util/validation and pkg/api/resource, and what the kinds' own validation asks. A
value that is no text at all is the schema's to tell.
"""

import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from jsonschema import FormatChecker

LABEL = r"[a-z0-9]([-a-z0-9]*[a-z0-9])?"
WORD = r"([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)"
QUANTITY = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?")
POWERS = {"n": -9, "u": -6, "m": -3, "": 0, "k": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18}
IMAGE = re.compile(
    r"([\w.-]+(:\d+)?/)?[a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*"
    r"(:[\w][\w.-]{0,127})?(@[a-z0-9]+:[0-9a-f]{32,})?"
)
MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
FIELDS = [(0, 59, ""), (0, 23, ""), (1, 31, ""), (1, 12, MONTHS), (0, 7, "sun|mon|tue|wed|thu|fri|sat")]


@dataclass(frozen=True)
class Format:
    """What a text must be: the rule that says so, the test, and the words for it."""

    rule: str
    test: Callable[[Any], bool]
    wants: str


def _like(pattern: str, most: int) -> Callable[[Any], bool]:
    compiled = re.compile(pattern)
    return lambda text: len(text) <= most and bool(compiled.fullmatch(text))


def _label_key(text: str) -> bool:
    prefix, slash, name = text.rpartition("/")
    return _like(WORD, 63)(name) and (not slash or _like(rf"{LABEL}(\.{LABEL})*", 253)(prefix))


def _port_name(text: str) -> bool:
    return _like("[a-z0-9]+(-[a-z0-9]+)*", 15)(text) and bool(re.search("[a-z]", text))


def _port(value: str | int) -> bool:
    return _port_name(value) if isinstance(value, str) else 1 <= value <= 65535


def _base64(text: str) -> bool:
    try:
        base64.b64decode(re.sub(r"[\r\n]", "", text), validate=True)
    except (binascii.Error, ValueError):
        return False
    return True


def _schedule(text: str) -> bool:
    if re.fullmatch(r"@(yearly|annually|monthly|weekly|daily|midnight|hourly|every \d+[hms].*)", text):
        return True
    parts = text.split()
    return len(parts) == 5 and all(_moments(part, *field) for part, field in zip(parts, FIELDS, strict=True))


def _moments(text: str, least: int, most: int, names: str) -> bool:
    value = rf"(\d+|{names})" if names else r"(\d+)"
    for part in text.lower().split(","):
        match = re.fullmatch(rf"(?:[*?]|{value}(?:-{value})?)(?:/[1-9]\d*)?", part)
        if not match or not all(least <= int(n) <= most for n in match.groups() if n and n.isdigit()):
            return False
    return True


NAME = "small letters, digits and -, a letter or digit at both ends"
FORMATS = {
    "dns-label": Format("kubernetes-name", _like(LABEL, 63), f"{NAME}, at most 63"),
    "dns-subdomain": Format("kubernetes-name", _like(rf"{LABEL}(\.{LABEL})*", 253), f"{NAME}; dots between"),
    "path-segment": Format("kubernetes-name", lambda text: not re.search("[/%]", text), "a name without / and %"),
    "port-name": Format("kubernetes-name", _port_name, f"{NAME}, one letter at least, at most 15"),
    "port": Format("kubernetes-name", _port, f"a number from 1 to 65535, or a port's name: {NAME}, at most 15"),
    "config-key": Format("kubernetes-name", _like(r"[-._a-zA-Z0-9]+", 253), "letters, digits, -, _ and . only"),
    "variable": Format("kubernetes-name", _like(r"[ -<>-~]+", 10_000), "printable characters without ="),
    "image": Format("kubernetes-name", lambda text: bool(IMAGE.fullmatch(text)), "an image such as nginx:1.29"),
    "label-key": Format("kubernetes-label", _label_key, "a key such as app or example.org/tier"),
    "label-value": Format(
        "kubernetes-label",
        _like(f"{WORD}?", 63),
        "letters, digits, -, _ and . within, at most 63",
    ),
    "quantity": Format(
        "kubernetes-quantity",
        lambda value: not isinstance(value, str) or bool(QUANTITY.fullmatch(value)),
        "a number, or one with a unit: 250m, 0.5, 64Mi, 1Gi",
    ),
    "byte": Format("kubernetes-base64", _base64, "base64; the plain text of a Secret belongs under stringData"),
    "schedule": Format("kubernetes-value", _schedule, "five fields such as */5 * * * *, or @daily"),
    "number-or-percent": Format(
        "kubernetes-value",
        lambda value: value >= 0 if isinstance(value, int) else bool(re.fullmatch(r"\d+%", str(value))),
        "a number, or a percentage such as 25%",
    ),
}


def amount(value: Any) -> Fraction | float | None:
    """Return a quantity as a number, None if it is none."""
    match = QUANTITY.fullmatch(str(value)) if isinstance(value, (str, int, float)) else None
    if not match or isinstance(value, bool):
        return None
    unit = match[3] or ""
    if unit[:1] in ("e", "E") and len(unit) > 1:
        return float(value)
    number = Fraction(str(value).removesuffix(unit).rstrip("."))
    binary = 1024 ** (1 + "KMGTPE".index(unit[0])) if unit.endswith("i") else None
    return number * (binary or Fraction(10) ** POWERS[unit])


def checker() -> FormatChecker:
    """Return the formats for jsonschema, which asks about values of every type."""
    found = FormatChecker(formats=())
    for name, form in FORMATS.items():
        either = name in ("port", "quantity", "number-or-percent")
        found.checks(name)(_guarded(form.test, (str, int, float) if either else str))
    return found


def _guarded(test: Callable[[Any], bool], types: type | tuple[type, ...]) -> Callable[[object], bool]:
    return lambda value: not isinstance(value, types) or isinstance(value, bool) or test(value)
