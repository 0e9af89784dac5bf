"""Read a chapter from the built site: the one place that knows how its theme marks up a page."""

from dataclasses import dataclass
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from book.model import LANGUAGES

# What only a screen needs.
SCREEN_ONLY = (
    ".headerlink, .footnote-backref, script, .chapter-bar .get, details.files, "
    ".figure__open, .md-source-file, .md-content__button"
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


def read(site, language, slug):
    """Return the built page of a chapter; raises FileNotFoundError that says what to run."""
    folder = Path(site, "" if language == LANGUAGES[0] else language, slug)
    path = folder / "index.html"
    if not path.exists():
        raise FileNotFoundError(f"{path}: this page is not built; run scripts/build first")
    soup = BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")
    article = soup.select_one("article.md-content__inner")
    for tag in article.select(SCREEN_ONLY):
        tag.decompose()
    for tag in article.select('.highlight a[id^="__codelineno"], .highlight span[id^="__span"]'):
        tag.unwrap()
    return BuiltPage(
        article=article,
        language=language,
        title=article.h1.get_text(strip=True),
        book=soup.select_one(".md-header__topic .md-ellipsis").get_text(strip=True),
        address=soup.find("link", rel="canonical")["href"],
        folder=folder.resolve(),
    )
