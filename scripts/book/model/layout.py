"""What holds for the whole book: where it is, its languages, what a slug is, how a chapter ends."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
LANGUAGES = ("es", "en")  # the first is the source
PAPER = 98  # letters of code on a line of a handout; a wider table is printed smaller
# English words, joined by hyphens, in folders: docker/first-steps, kubernetes/k3s
SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*(/[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*)*")

# The last sections of every chapter, in this order; each has the same title everywhere.
ENDING = {
    "pitfalls": {"es": "Errores frecuentes", "en": "Pitfalls"},
    "check": {"es": "Comprueba lo aprendido", "en": "Check yourself"},
    "exercise": {"es": "Ejercicio", "en": "Exercise"},
    "cleanup": {"es": "Limpieza", "en": "Clean up"},
    "summary": {"es": "En resumen", "en": "Summary"},
    "sources": {"es": "Fuentes", "en": "Sources"},
}
# Those of a lab: the steps before them are what another chapter's exercise is.
LAB_ENDING = {
    "challenge": {"es": "Reto", "en": "Challenge"},
    "solution": {"es": "Solución", "en": "Solution"},
    **{name: ENDING[name] for name in ("pitfalls", "cleanup", "summary", "sources")},
}
OPTIONAL = ("cleanup",)  # stands only where the chapter's commands leave something
LABS = "labs"  # the part that they are


def ending_of(slug: str) -> dict[str, dict[str, str]]:
    """Return the last sections of a chapter, with their titles by language."""
    return LAB_ENDING if slug.partition("/")[0] == LABS else ENDING


def is_chapter(slug: str) -> bool:
    """Tell whether a page of nav is a chapter: every page of a part but its index."""
    return "/" in slug and not slug.endswith("/index")
