"""The rules of our own by name, for those who explain them, and for the tests: one source for all.

A file of `rules/` is a group. Of each rule it says in both languages what is wrong, why that is bad and
what to do, and shows the smallest example that breaks it:

    bad: {compose.yaml: "…"}      the files of a folder that breaks it
    at: compose.yaml:3            where that is told
    good: {compose.yaml: "…"}     the same folder without the problem; null removes a file

or, where it takes a book to break it, changes of the small book of the tests:

    in_book:
      - file: docs/es/docker/storage.md
        bad: "## Un volumen"                  what is written there instead of `good`;
        good: "## Un volumen { #volume }"     if the file has no such text, each is the whole file
        line: 1                               where it is told, counted in `bad`; or `at`: another place
"""

from functools import cache
from typing import Any

from book.model.layout import ROOT
from lablint.formats import yaml

FOLDER = ROOT / "scripts/book/lint/rules"

Rule = dict[str, Any]

# The groups in the order in which readers find them, with their titles; others follow, under their own names.
TITLES = {
    "files": {"es": "Archivos que no se pueden leer", "en": "Files that cannot be read"},
    "text": {"es": "Texto y formatos de datos", "en": "Text and data formats"},
    "secrets": {"es": "Secretos", "en": "Secrets"},
    "dockerfile": {"es": "Dockerfile", "en": "Dockerfile"},
    "composefile": {"es": "Compose", "en": "Compose"},
    "kubernetes": {"es": "Kubernetes: cada manifiesto", "en": "Kubernetes: each manifest"},
    "kubernetes-lab": {"es": "Kubernetes: los manifiestos entre sí", "en": "Kubernetes: manifests together"},
    "helm": {"es": "Helm", "en": "Helm"},
    "devcontainer": {"es": "Contenedores de desarrollo", "en": "Development containers"},
    "contents": {"es": "Los archivos del libro", "en": "The book's files"},
    "page": {"es": "La forma de una página", "en": "The shape of a page"},
    "chapter": {"es": "Las piezas de un capítulo", "en": "The pieces of a chapter"},
    "words": {"es": "Las palabras", "en": "Words"},
    "links": {"es": "Enlaces e imágenes", "en": "Links and pictures"},
    "code": {"es": "Código en una página", "en": "Code on a page"},
    "translation": {"es": "La traducción", "en": "The translation"},
    "example": {"es": "Los ejemplos", "en": "Examples"},
    "run": {"es": "Al ejecutar los ejemplos con scripts/run", "en": "When scripts/run runs the examples"},
    "figure": {"es": "Las figuras", "en": "Figures"},
    "ledger": {"es": "El registro de los apuntes", "en": "The ledger of the notes"},
    "glossary": {"es": "El glosario", "en": "The glossary"},
    "images": {"es": "La lista de imágenes", "en": "The list of images"},
}


@cache
def groups() -> dict[str, dict[str, Rule]]:
    """Return {group: {rule: what its file says of it}} in the order for readers."""
    names = sorted(path.stem for path in FOLDER.glob("*.yaml"))
    order = [name for name in TITLES if name in names] + [name for name in names if name not in TITLES]
    return {name: yaml.read(FOLDER / f"{name}.yaml") for name in order}


def title(group: str, language: str) -> str:
    """Return what readers call a group."""
    return TITLES[group][language] if group in TITLES else group.capitalize()


def table() -> dict[str, Rule]:
    """Return {rule: what is said of it} of all groups."""
    return {name: rule for rules in groups().values() for name, rule in rules.items()}


def names() -> set[str]:
    """Return the names of all rules of our own."""
    return set(table())
