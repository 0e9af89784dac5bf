"""What the tools' work grows by when every chapter is there twice: work that doubles is as it should be."""

import re
import shutil
from pathlib import Path

from book.model import LANGUAGES, ROOT, Book

NOT_COPIED = shutil.ignore_patterns(".git", ".venv", ".*cache*", "__pycache__", "/site", "kit.tar")
AGAIN = "-again"


def copy(target: Path) -> Path:
    """Copy the project, without what is made from it, to a folder; return that folder."""

    def ignored(folder: str, names: list[str]) -> set[str]:
        made = {"site"} if Path(folder) == ROOT else set()
        return NOT_COPIED(folder, names) | made

    return Path(shutil.copytree(ROOT, target, ignore=ignored))


def double(root: Path) -> None:
    """Give a copied book every chapter twice: pages, examples, figures and their places in nav."""
    book = Book(root)
    for chapter in book.chapters:
        twin = chapter.slug + AGAIN
        if (examples := book.docs / "examples" / chapter.slug).is_dir():
            shutil.copytree(examples, book.docs / "examples" / twin)
        for name in {name for name, _ in chapter.page(LANGUAGES[0]).figures}:
            figure = book.docs / "figures" / f"{name}.yaml"
            shutil.copy(figure, figure.with_stem(figure.stem + AGAIN))
        for language in LANGUAGES:
            text = chapter.page(language).text
            text = re.sub(rf'(--8<-- "{chapter.slug})/', rf"\1{AGAIN}/", text)
            text = re.sub(r"(figures/[\w/-]+)\.yaml\)", rf"\1{AGAIN}.yaml)", text)
            if language != LANGUAGES[0]:  # the translation is of the twin
                source = book.chapter(twin).page(LANGUAGES[0]).fingerprint
                text = re.sub(r"^source: .*$", f"source: {source}", text, count=1, flags=re.MULTILINE)
            book.chapter(twin).page(language).path.write_text(text, encoding="utf-8")
    config = root / "mkdocs.yml"
    slugs = "|".join(chapter.slug for chapter in book.chapters)
    nav = re.sub(rf"^( *- )({slugs})\.md$", rf"\g<0>\n\1\2{AGAIN}.md", config.read_text(encoding="utf-8"), flags=re.M)
    config.write_text(nav, encoding="utf-8")
