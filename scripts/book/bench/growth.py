"""Make a book that has every chapter twice: the work of a tool that reads it may double, not more."""

import re
import shutil
from pathlib import Path

from book.model import LANGUAGES, ROOT, Book

MADE = {".git", ".venv", ".cache", "site", "kit.tar"}  # in the project's folder, and no part of the book
AGAIN = "-again"


def copy(target: Path) -> Path:
    """Copy the project, without what is made from it, and return the copy's folder."""
    return Path(shutil.copytree(ROOT, target, ignore=lambda folder, _: MADE if Path(folder) == ROOT else set()))


def double(root: Path) -> None:
    """Give a copied book every chapter twice: its pages, examples, figures and its place in nav."""
    book = Book(root)
    for chapter in book.chapters:
        twin = book.chapter(chapter.slug + AGAIN)
        if (examples := book.docs / "examples" / chapter.slug).is_dir():
            shutil.copytree(examples, book.docs / "examples" / twin.slug)
        for name in {name for name, _ in chapter.page(LANGUAGES[0]).figures}:
            figure = book.docs / "figures" / f"{name}.yaml"
            shutil.copy(figure, figure.with_stem(figure.stem + AGAIN))
        for language in LANGUAGES:
            text = chapter.page(language).text
            text = re.sub(rf'(--8<-- "{chapter.slug})/', rf"\1{AGAIN}/", text)
            text = re.sub(rf"(\]\([./]*examples/{chapter.slug})/", rf"\1{AGAIN}/", text)
            text = re.sub(r"(\]\([./]*figures/[\w/-]+)\.yaml\)", rf"\1{AGAIN}.yaml)", text)
            if language != LANGUAGES[0]:
                source = twin.page(LANGUAGES[0]).fingerprint
                text = re.sub(r"^source: .*$", f"source: {source}", text, count=1, flags=re.MULTILINE)
            twin.page(language).path.write_text(text, encoding="utf-8")
    slugs = "|".join(chapter.slug for chapter in book.chapters)
    nav = (root / "mkdocs.yml").read_text(encoding="utf-8")
    nav = re.sub(rf"^( *- )({slugs})\.md$", rf"\g<0>\n\1\2{AGAIN}.md", nav, flags=re.MULTILINE)
    (root / "mkdocs.yml").write_text(nav, encoding="utf-8")
