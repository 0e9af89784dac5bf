"""The words of a text, and whether a language knows them.

Hunspell has the dictionaries: RLA-ES's for Spanish (`dictionaries/`), the one that chunspell-next brings for
English. What they lack and the book means stands in three lists: `words/common.txt` for both languages,
`words/es.txt` and `words/en.txt`. A Spanish text may hold English: a name (Open Container Initiative), and
what it quotes, sets in italics or links; so there it is enough that English knows the word.

What is no word is passed over: code, addresses, names of files, what has a digit, a dot, a stroke or a capital
inside (BuildKit), and initials (CNCF, VMs).
Spanish joins pronouns to a verb (bórralo, empaquetarlos); what the dictionary lacks of these is known by the verb.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from hunspell import Hunspell

from book.model import LANGUAGES, Book

LISTS = Path("scripts/book/lint/words")  # below the book's root
LISTED = {language: ("common", language) for language in LANGUAGES}

FOREIGN = re.compile(r"(«[^»]*»|“[^”]*”|\[[^\]]*\]|(?<!\*)\*[^*]+\*(?!\*))")
SEPARATOR = re.compile(r"[\s«»“”\"()\[\]…,;:!¡?¿*|—–+·→←×=]+")
EDGE = ".'’‘_-"
NO_WORD = re.compile(r"[\d@\\#$%&~^<>{}`_/]|\w\.\w|[a-z][A-Z]")
FILE = re.compile(r"\.\w")
INITIALS = re.compile(r"[A-ZÁÉÍÓÚÑ]+s?")
POSSESSIVE = re.compile(r"['’]s?$")
PRONOUNS = re.compile(r"(?:[mts]e|nos)?(?:l[aeo]s?)?")
ACCENTS = str.maketrans("áéíóú", "aeiou")
KEYS = re.compile(r"\+\+[\w+-]+\+\+")


@cache
def dictionary(language: str) -> Hunspell:
    """Return the dictionary of a language."""
    if language == "es":
        return Hunspell("es_MX", hunspell_data_dir=str(Path(__file__).parent / "dictionaries"))
    return Hunspell("en_US")


@cache
def listed(book: Book, name: str) -> tuple[str, ...]:
    """Return the words of an allow-list of the book, in the order of the file; none if there is no such list."""
    path = book.root / LISTS / f"{name}.txt"
    return tuple(path.read_text(encoding="utf-8").split("\n")[:-1]) if path.is_file() else ()


@cache
def split(text: str) -> list[tuple[str, bool]]:
    """Return (word, whether it may be foreign) of a text without markup."""
    found = []
    for number, span in enumerate(FOREIGN.split(KEYS.sub(" ", text))):
        for part in SEPARATOR.split(span):
            word = POSSESSIVE.sub("", part.strip(EDGE))
            if len(word) > 1 and not FILE.match(part) and not NO_WORD.search(word) and not INITIALS.fullmatch(word):
                found.append((word, number % 2 == 1 or word[0].isupper()))
    return found


@cache
def in_dictionary(word: str, language: str) -> bool:
    """Tell whether a dictionary has a word, or all that its hyphens join."""

    def spell(word: str) -> bool:
        try:
            return bool(dictionary(language).spell(word))
        except UnicodeEncodeError:  # the English dictionary is in Latin 1
            return False

    if spell(word) or ("-" in word and all(map(spell, filter(None, word.split("-"))))):
        return True
    return language == "es" and any(map(spell, verbs(word.lower())))


def verbs(word: str) -> Iterator[str]:
    """Yield what a Spanish word with joined pronouns may be made from: an infinitive, or a form that got an accent."""
    for length in range(2, len(word) - 1):
        verb, pronouns = word[:length], word[length:]
        plain = verb.translate(ACCENTS)
        if PRONOUNS.fullmatch(pronouns) and (verb != plain or verb.endswith("r")):
            yield from {verb, plain}


@cache
def unknown(book: Book, word: str, language: str, english: bool = False) -> tuple[str, ...]:
    """Return what of a word neither the dictionary nor the lists have; nothing if it is a good word."""
    languages = [language, *(["en"] if english else [])]
    allowed = {entry for each in languages for name in LISTED[each] for entry in listed(book, name)}

    def good(part: str) -> bool:
        if INITIALS.fullmatch(part):
            return True
        return not allowed.isdisjoint({part, part.lower()}) or any(in_dictionary(part, each) for each in languages)

    return () if good(word) else tuple(part for part in word.split("-") if part and not good(part))
