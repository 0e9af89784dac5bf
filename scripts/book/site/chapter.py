"""What surrounds a chapter's text: the bar under its title, its objectives, the contents of a part.

All of it is drawn from the front matter, so that an author writes a fact once. The bar and the
objectives are added as Markdown before the page is rendered; links in them are checked like any other.
"""

import os
import posixpath
import re

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from book.model import LANGUAGES
from book.site.examples import archive_link
from book.site.page import book, link, page_of, place
from book.site.terms import new_words
from book.site.words import WORDS

CONTENTS = "<!-- contents -->"  # on the home page and on the index of a part: the chapters go here
FIRST_PLACE = re.compile(r"^(## |!\[)", re.MULTILINE)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read `nav` anew for every build: it changes while the book is served."""
    book.read_again()
    return config


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    language, slug = place(page)
    words = WORDS[language]
    if CONTENTS in markdown:
        part = posixpath.dirname(slug)
        markdown = markdown.replace(CONTENTS, contents(part, language, slug))
    if slug not in {chapter.slug for chapter in book.chapters} or "minutes" not in page.meta:
        return markdown
    title, text = split_title(markdown)
    if page.meta.get("objectives"):
        boxes = [objectives(page.meta["objectives"], words), new_words(slug, language, words["words"])]
        text = insert(text, "\n\n".join(filter(None, boxes)))
    if stale(page, language, slug):
        text = f'!!! warning "{words["stale"]}"\n\n{text}'
    return f"{title}\n\n{bar(page, language, slug)}\n\n{text}"


def split_title(markdown: str) -> tuple[str, str]:
    """Return the first-level heading and all that follows it."""
    head, found, tail = markdown.partition("\n# ") if not markdown.startswith("# ") else ("", "", markdown[2:])
    title, _, text = tail.partition("\n")
    return f"{head}\n# {title}".strip(), text


def insert(text: str, block: str) -> str:
    """Put a block before the first figure or second-level heading."""
    match = FIRST_PLACE.search(text)
    at = match.start() if match else len(text)
    return f"{text[:at]}{block}\n\n{text[at:]}"


def objectives(items: list[str], words: dict[str, str]) -> str:
    lines = [f'!!! objectives "{words["objectives"]}"', ""]
    return "\n".join(lines + [f"    - {item}" for item in items])


def bar(page: Page, language: str, slug: str) -> str:
    """The line under the title: minutes, what to read before, examples and handouts to download."""
    words = WORDS[language]
    items = [f'<span class="time">{words["minutes"].format(page.meta["minutes"])}</span>']
    needs = [f"[{page_of(need, language).title}]({link(slug, need)})" for need in page.meta.get("needs", [])]
    if needs:
        items.append(f'<span class="needs">{words["needs"]}: {", ".join(needs)}</span>')
    if book.chapter(slug).examples:
        items.append(archive_link(slug, language, page.url, solutions=False))
    if handout_written(slug):
        for edition, suffix in (("handout", ""), ("teacher", "-teacher")):
            url = get_relative_url(f"handouts/{language}/{slug}{suffix}.pdf", page.url)
            items.append(f'<a class="get" href="{url}">{words[edition]}</a>')
    return '<div class="chapter-bar" markdown="span">' + "\n".join(items) + "</div>"


def handout_written(slug: str) -> bool:
    """Tell whether scripts/handouts is going to write this chapter's handouts: it names them in HANDOUTS."""
    named = os.environ.get("HANDOUTS", "").split()
    return "all" in named or slug in named


def stale(page: Page, language: str, slug: str) -> bool:
    """Tell whether a translation notes another fingerprint than its source has today."""
    if language == LANGUAGES[0]:
        return False
    source = page_of(slug, LANGUAGES[0])
    return source.path.exists() and page.meta.get("source") != source.fingerprint


def contents(part: str, language: str, here: str) -> str:
    """The chapters of a part, or of the whole book for the home page, as Markdown cards."""
    words = WORDS[language]
    parts = [part] if part else list(dict.fromkeys(chapter.part for chapter in book.chapters))
    blocks = []
    for name in parts:
        chapters = [page_of(c.slug, language) for c in book.chapters if c.part == name]
        if not part:
            index = page_of(f"{name}/index", language)
            total = sum(page.front_matter.get("minutes", 0) for page in chapters)
            blocks.append(f"### [{index.title}]({link(here, index.slug)}) {{ #{name} }}")
            if total:
                count = words["chapter"] if len(chapters) == 1 else words["chapters"]
                blocks.append(f'<p class="part-sum">{count.format(len(chapters), total)}</p>')
        lines = ['<div class="cards" markdown>', ""]
        for chapter in chapters:
            minutes = chapter.front_matter.get("minutes")
            time = f" <small>{words['minutes'].format(minutes)}</small>" if minutes else ""
            lines.append(f"- **[{chapter.title}]({link(here, chapter.slug)})**{time}")
            lines.append(f"  <span>{chapter.front_matter.get('description', '')}</span>")
        blocks.append("\n".join([*lines, "", "</div>"]))
    return "\n\n".join(blocks)
