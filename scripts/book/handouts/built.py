"""Read a chapter from the built site: the one place that knows how its theme marks up a page."""

import re
from dataclasses import dataclass
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from book.model import LANGUAGES

# What of a page its handout is made from; the rest, such as the menu, changes with other chapters.
PARTS = [
    re.compile(r'<link rel="canonical" href="[^"]*">'),
    re.compile(r'<div class="md-header__topic">.*?</div>', re.DOTALL),
    re.compile(r'<article class="md-content__inner.*?</article>', re.DOTALL),
]
FILES = re.compile(r'\b(?:src|data-file)="([^":]+)"')

# What only a screen needs.
SCREEN_ONLY = (
    ".headerlink, .footnote-backref, script, .chapter-bar .get, details.files, "
    ".figure__open, .md-source-file, .md-content__button, [popover]"
)


@dataclass
class BuiltPage:
    """The article of one page, and what its handout says around it."""

    article: Tag
    language: str
    title: str
    book: str  # the name of the book in that language
    address: str  # where the page is published
    folder: Path  # what its relative addresses start from


def folder_of(site: Path, language: str, slug: str) -> Path:
    return site.resolve() / ("" if language == LANGUAGES[0] else language) / slug


def source(folder: Path) -> str:
    """Return the HTML that a handout is made from; raises FileNotFoundError that says what to run."""
    path = folder / "index.html"
    if not path.exists():
        raise FileNotFoundError(f"{path}: this page is not built; run scripts/build first")
    text = path.read_text(encoding="utf-8")
    found = [part.search(text) for part in PARTS]
    if None in found:
        raise ValueError(f"{path}: it is not marked up as the theme did it; mend scripts/book/handouts/built.py")
    return "\n".join(match[0] for match in found if match)


def files(html: str, folder: Path) -> list[Path]:
    """Return the files that the HTML of a page shows, such as its figures."""
    named = [folder / name for name in FILES.findall(html)]
    return [path for path in named if path.is_file()]


def read(site: Path, language: str, slug: str) -> BuiltPage:
    """Return the built page of a chapter."""
    folder = folder_of(site, language, slug)
    soup = BeautifulSoup(source(folder), "lxml")
    article = one(soup, "article")
    for tag in article.select(SCREEN_ONLY):
        tag.decompose()
    for tag in article.select(".term > button, .term"):
        tag.unwrap()
    return BuiltPage(
        article=article,
        language=language,
        title=one(article, "h1").get_text(strip=True),
        book=one(soup, ".md-header__topic .md-ellipsis").get_text(strip=True),
        address=str(one(soup, "link")["href"]),
        folder=folder,
    )


def one(tag: Tag, selector: str) -> Tag:
    """Return the first of what is selected below a tag; raises ValueError where there is none."""
    found = tag.select_one(selector)
    if found is None:
        raise ValueError(f"there is no {selector} where a page has one; mend scripts/book/handouts")
    return found
