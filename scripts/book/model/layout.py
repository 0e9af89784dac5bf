"""What holds for the whole book: where it is, its languages, what a slug is, how a chapter ends."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
LANGUAGES = ("es", "en")  # the first is the source
SLUG = re.compile(r"[a-z]+(-[a-z]+)*(/[a-z]+(-[a-z]+)*)*")  # English words: docker/first-steps

# The last sections of every chapter, in this order; each has the same title everywhere.
ENDING = {
    "pitfalls": {"es": "Errores frecuentes", "en": "Pitfalls"},
    "check": {"es": "Comprueba lo aprendido", "en": "Check yourself"},
    "exercise": {"es": "Ejercicio", "en": "Exercise"},
    "cleanup": {"es": "Limpieza", "en": "Clean up"},
    "summary": {"es": "En resumen", "en": "Summary"},
    "sources": {"es": "Fuentes", "en": "Sources"},
}
OPTIONAL = ("cleanup",)  # stands only where the chapter's commands leave something
