"""Keep each handout by what it was made from, so that only what changed is drawn again.

A handout's name here is a digest of its page's HTML, the pictures in it, and whatever turns them into a PDF:
style, fonts, code, the pinned packages and Pango. Building the site empties `site/`; this folder stays.
"""

import filecmp
import hashlib
import shutil
import time
from functools import cache
from pathlib import Path

from weasyprint.text.ffi import pango

from book.handouts import built
from book.model import ROOT

FOLDER = ROOT / ".cache" / "handouts"
DAYS = 30  # after which a handout that may be nobody's any more is drawn anew


def name(site: Path, language: str, slug: str, edition: str) -> str:
    """Return the file name of a handout: the same as long as it would be drawn the same."""
    folder = built.folder_of(site, language, slug)
    html = built.source(folder)
    digest = machinery().copy()
    digest.update(f"{language}\0{edition}\0{html}".encode())
    for path in built.files(html, folder):
        digest.update(path.read_bytes())
    return f"{digest.hexdigest()[:32]}.pdf"


@cache
def machinery() -> "hashlib._Hash":
    """Return the digest of all that is the same for every handout."""
    digest = hashlib.sha256(str(pango.pango_version()).encode())
    parts = [ROOT / "requirements.txt", *Path(__file__).parent.glob("*.*"), *ROOT.glob("docs/assets/fonts/*.woff2")]
    for path in sorted(parts):
        digest.update(path.read_bytes())
    return digest


def place(kept: Path, target: Path) -> None:
    """Put a kept handout where the site has it, whole or not at all."""
    if target.exists() and filecmp.cmp(kept, target):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_suffix(".part")
    shutil.copy2(kept, partial)
    partial.replace(target)


def forget(folder: Path) -> None:
    """Remove what was drawn long ago."""
    for path in folder.glob("*"):
        if time.time() - path.stat().st_mtime > DAYS * 86400:
            path.unlink(missing_ok=True)
