"""Pages drawn from data: the glossary from docs/glossary.yaml, the errata from docs/ledger.yaml.

A page says where with `<!-- glossary -->` or `<!-- errata -->`; `<!-- linter-rules -->`, `<!-- class-plan -->` and
`<!-- images -->` are drawn by modules of their own.
"""

import unicodedata

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from book.model import ledger
from book.model.glossary import terms
from book.site.images import images
from book.site.page import book, page_of, place, reference
from book.site.plan import class_plan
from book.site.rules import linter_rules
from book.site.words import WORDS


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    language, slug = place(page)
    for mark, block in (
        ("<!-- glossary -->", glossary),
        ("<!-- errata -->", errata),
        ("<!-- linter-rules -->", linter_rules),
        ("<!-- class-plan -->", class_plan),
        ("<!-- images -->", images),
    ):
        if mark in markdown:
            markdown = markdown.replace(mark, block(language, slug))
    return markdown


def glossary(language: str, here: str) -> str:
    """Every term with its sentence, by its first letter in the alphabetical order of the language."""
    lines, letter = [], None
    for entry in sorted(terms(book), key=lambda entry: fold(entry.term[language])):
        term, text = entry.term[language], entry.text[language]
        if fold(term)[0] != letter:
            letter = fold(term)[0]
            lines += [f"## {letter.upper()} {{ #letter-{letter} }}", ""]
        if entry.analogy:
            text += f" *{WORDS[language]['like']}* {entry.analogy[language].rstrip('.')}."
        lines += [f'<strong id="{entry.id}">{term}</strong>', ""]
        lines += [f":   {text} → {reference(entry.at, language, here)}", ""]
    return "\n".join(lines)


def errata(language: str, here: str) -> str:
    """Every erratum that the book tells right, below the page that tells it: what was said, then what is right."""
    told, lines = ledger.errata(book), []
    for slug in book.nav:
        here_told = [entry for entry in told if entry.at[0].startswith(f"{slug}#")]
        if here_told:
            lines += [f"## {page_of(slug, language).title} {{ #{slug.replace('/', '-')} }}", ""]
        for entry in here_told:
            places = "; ".join(reference(at, language, here, section=True) for at in entry.at)
            lines += [f'<span id="{entry.name.lower()}">{entry.name}</span> {entry.said[language]}', ""]
            lines += [f":   {entry.right[language]} → {places}", ""]
    return "\n".join(lines)


def fold(text: str) -> str:
    """What alphabetical order looks at: no accents, no case."""
    return unicodedata.normalize("NFD", text).encode("ascii", "ignore").decode().lower().strip("`-.")
