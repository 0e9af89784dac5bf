"""Terms on a page: the new words of a chapter in a box, and what one of another chapter means at its first use.

Both are drawn from docs/glossary.yaml. The meaning is a popover, which the browser itself opens for a pointer, a key
or a finger. Only running text is searched: no code, headings, links, boxes that are folded, footnotes, nor words in
italics, which are spoken of. A term is found with a capital at its beginning and in the plural, as far as a simple
rule tells one. What could as well mean something else is left alone: entries with `everyday: true`, names that need
a bracket to say what they are of, and names that two entries have.
"""

import html as markup
import re
from collections import Counter
from functools import cache
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from book.model.glossary import Term, terms
from book.site.page import book, page_of, place

FOLD = str.maketrans("áéíóúüÁÉÍÓÚ", "aeiouuAEIOU")  # imagen, imágenes; each letter stays one letter
BRACKET = re.compile(r"(?P<name>[^(]+?)(?: \((?P<other>[^)]+)\))?")
OF = re.compile(r"(?:de|of)\b")
TAG = re.compile(r"(<!--.*?-->|</?[a-zA-Z][^>]*>)", re.DOTALL)
NAME = re.compile(r"</?([a-zA-Z][\w-]*)")
VOID = {"br", "hr", "img", "input", "source", "wbr"}
NO_TEXT = {"a", "button", "code", "details", "em", "figure", "kbd", "label", "pre", "script", "style", "summary", "th"}
NO_TEXT |= {f"h{level}" for level in range(1, 7)}
ASIDE = re.compile(r'class="(?:[^"]* )?(?:admonition-title|chapter-bar|objectives|words|footnote|ran|varies|get)[ "]')


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    language, slug = place(page)
    if "minutes" not in page.meta:
        return html
    pattern, entries = names(language, changed())
    explained: set[str] = set()

    def explain(match: re.Match[str], text: str) -> str:
        entry = entries[str(match.lastgroup)]
        there, _, anchor = entry.at.partition("#")
        if there == slug or entry.id in explained:
            return text
        explained.add(entry.id)
        file = files.get_file_from_path(f"{language}/{there}.md")
        address = f"{get_relative_url(file.url, page.url)}#{anchor}" if file else ""
        title = page_of(there, language).title
        name = entry.id.replace("term", "def", 1)
        return (
            '<span class="term">'
            f'<button type="button" popovertarget="{name}" popovertargetaction="show">{text}</button>'
            f'<span id="{name}" popover data-search-exclude=""><b>{entry.term[language]}</b>: '
            f'{inline(entry.text[language])} <a href="{address}">→ {title}</a></span></span>'
        )

    parts: list[str] = []
    open_tags: list[tuple[str, bool]] = []
    silent = 0
    for part in TAG.split(html):
        if not part.startswith("<") or part.startswith("<!--"):
            parts.append(part if silent or part.startswith("<") else replaced(part, pattern, explain))
            continue
        parts.append(part)
        name = NAME.match(part)[1].lower()  # type: ignore[index]
        if part.startswith("</"):
            while open_tags:
                opened, quiet = open_tags.pop()
                silent -= quiet
                if opened == name:
                    break
        elif name not in VOID and not part.endswith("/>"):
            quiet = name in NO_TEXT or bool(ASIDE.search(part))
            open_tags.append((name, quiet))
            silent += quiet
    return "".join(parts)


def replaced(text: str, pattern: re.Pattern[str], explain: Any) -> str:
    """Return a text with what `explain` makes of each term in it, which is found without its accents."""
    parts, end = [], 0
    for match in pattern.finditer(text.translate(FOLD)):
        parts += [text[end : match.start()], explain(match, text[match.start() : match.end()])]
        end = match.end()
    return "".join(parts) + text[end:]


@cache
def names(language: str, changed: int) -> tuple[re.Pattern[str], dict[str, Term]]:
    """Return what finds the terms of a language, the longest first, and the entry of each of its groups."""
    found: list[tuple[str, Term]] = []
    for entry in read():
        match = BRACKET.fullmatch(entry.term[language])
        if match and not entry.everyday and not OF.match(match["other"] or ""):
            found += [(name, entry) for name in match.groups() if name]
    # A name in brackets that the term of another entry is, too, says nothing.
    taken = [BRACKET.fullmatch(entry.term[language]) for entry in read()]
    owners = Counter(key(name) for match in taken if match for name in {match["name"], match["other"]} if name)
    found = [(name, entry) for name, entry in found if owners[key(name)] == 1]
    found.sort(key=lambda pair: -len(pair[0]))
    groups = {f"t{number}": entry for number, (_, entry) in enumerate(found)}
    forms = (f"(?P<t{number}>{form(name)})" for number, (name, _) in enumerate(found))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(forms)})(?![\w-])"), groups


def key(name: str) -> str:
    """Return what two names have in common that cannot be told apart in a text."""
    return name.translate(FOLD).casefold().removesuffix("s")


def form(name: str) -> str:
    """Return the expression for a name in singular and plural, perhaps with a capital at its beginning."""
    words = []
    for word in name.translate(FOLD).split():
        stem, ending = word, "(?:e?s)?"
        if word[-1] in "zy" and len(word) > 2:
            stem, ending = word[:-1], {"z": "(?:z|ces)", "y": "(?:ys?|ies)"}[word[-1]]
        words.append(re.escape(stem) + (ending if word.isalpha() else ""))
    text = r"\s+".join(words)
    return f"[{text[0]}{text[0].upper()}]{text[1:]}" if text[0].islower() else text


def inline(text: str) -> str:
    """Return the HTML of a line of Markdown that has nothing but code in it."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", markup.escape(text, quote=False))


def new_words(slug: str, language: str, title: str) -> str:
    """Return the box with the terms that a chapter brings, each a link to its explanation; nothing without any."""
    mine = [entry for entry in read() if entry.at.partition("#")[0] == slug]
    links = [f"[{entry.term[language]}](#{entry.at.partition('#')[2]})" for entry in mine]
    return f'!!! words "{title}"\n\n    {" · ".join(links)}' if mine else ""


def read() -> list[Term]:
    return _read(changed())


def changed() -> int:
    """Return when the glossary last changed: it is read again while the site is served."""
    return (book.docs / "glossary.yaml").stat().st_mtime_ns


@cache
def _read(changed: int) -> list[Term]:
    return terms(book)
