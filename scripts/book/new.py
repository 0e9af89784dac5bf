"""Begin a chapter, an example, a figure, or say that a translation is up to date.

What is made is the skeleton that the checks expect: the author fills it, and scripts/lint names what
is still missing. Nothing that exists is written over, and nothing is made where it has no place.
"""

import argparse
import re
import sys
from pathlib import Path

from book.model import LANGUAGES, ROOT, SLUG, Book, ending_of

FORMS = {"chapter": "part/chapter", "example": "part/chapter/example", "figure": "part/figure"}
SUCH = ("docker", "networks")
TEACHER = {"es": '??? teacher "Para quien enseña"', "en": '??? teacher "For teachers"'}
FIGURE = """\
title: {es: "", en: ""}
description:
  es: ""
  en: ""
size: [400, 240]
boxes:
  first: {box: [16, 88, 152, 64], label: {es: "", en: ""}}
  second: {box: [232, 88, 152, 64], label: {es: "", en: ""}}
arrows:
  - {from: first.right, to: second.left}
"""


def begin(book: Book, kind: str, slug: str) -> tuple[list[Path], str]:
    """Make what was asked for; return what was made and what is next, raise ValueError if it has no such place."""
    if kind in FORMS:
        check(book, kind, slug)
    return KINDS[kind](book, slug)


def check(book: Book, kind: str, slug: str) -> None:
    """Raise ValueError if a slug is no place for a thing of that kind."""
    if not SLUG.fullmatch(slug):
        example = "/".join([*SUCH, "names"][: FORMS[kind].count("/") + 1])
        raise ValueError(f"{slug} is no slug: lower-case English words, joined by hyphens, as in {example}")
    names, above = slug.split("/"), FORMS[kind].split("/")[:-1]
    if missing := above[len(names) - 1 :]:
        such = "/".join([*names[:-1], *SUCH[len(names) - 1 : len(above)], names[-1]])
        what = " and the ".join(missing) + (" are" if len(missing) > 1 else " is")
        raise ValueError(f"{slug}: the {what} missing; write {FORMS[kind]}, such as {such}")
    if len(names) > len(above) + 1:
        raise ValueError(f"{slug}: too many names; write {FORMS[kind]}")
    parent = "/".join(names[:2])
    if kind == "example" and not book.chapter(parent).page(LANGUAGES[0]).path.exists():
        raise ValueError(f"{slug}: there is no chapter {parent}; begin it with: scripts/new chapter {parent}")


def chapter(book: Book, slug: str) -> tuple[list[Path], str]:
    """Write the Spanish page of a new chapter; return what was made and what is next."""
    page = book.chapter(slug).page(LANGUAGES[0]).path
    write(book, page, skeleton(LANGUAGES[0], slug))
    return [page], f"write it, add {slug}.md to nav in mkdocs.yml, then run: scripts/new translation {slug}"


def skeleton(language: str, slug: str) -> str:
    name, ending = slug.rpartition("/")[2], ending_of(slug)
    sections = "".join(f"\n## {titles[language]} {{ #{anchor} }}\n" for anchor, titles in ending.items())
    sources = f"\n## {ending['sources'][language]}"
    sections = sections.replace(sources, f"\n{TEACHER[language]}\n{sources}")
    head = "---\ndescription:\nminutes:\nexercise:\nneeds: []\nobjectives:\n  -\n---\n"
    return f"{head}\n# {name} {{ #{name} }}\n{sections}"


def example(book: Book, slug: str) -> tuple[list[Path], str]:
    """Write the first transcript of a new example."""
    path = book.docs / "examples" / slug / "01-run.console"
    write(book, path, "$ docker run --rm busybox:1.37 echo hello\n")
    folder = path.parent.relative_to(book.root)
    return [path], f"put its files beside it, then run: scripts/run --update {folder}"


def figure(book: Book, slug: str) -> tuple[list[Path], str]:
    """Write the spec of a new figure."""
    path = book.docs / "figures" / f"{slug}.yaml"
    write(book, path, FIGURE)
    return [path], f"give it words, and show it in both pages with ![](../../figures/{slug}.yaml)"


def translation(book: Book, slug: str) -> tuple[list[Path], str]:
    """Note in a translation the fingerprint of its source; begin the page if there is none."""
    source = book.chapter(slug).page(LANGUAGES[0])
    if not source.path.exists():
        raise ValueError(f"{source.path.relative_to(book.root)}: there is no such page to translate")
    made = []
    for language in LANGUAGES[1:]:
        page = book.chapter(slug).page(language)
        text = page.text if page.path.exists() else source.text
        head, rest = split(text, page.path.relative_to(book.root))
        lines = [line for line in head.splitlines() if not line.startswith("source:")]
        text = "\n".join(["---", *lines, f"source: {source.fingerprint}", "---"]) + rest
        page.path.parent.mkdir(parents=True, exist_ok=True)
        page.path.write_text(text, encoding="utf-8")
        made.append(page.path)
    return made, "read it against its source once more; scripts/lint compares ids, files and code"


def split(text: str, name: Path) -> tuple[str, str]:
    """Return the front matter of a page and the rest; raises ValueError where there is none."""
    match = re.match(r"---\n(.*?)\n---(\n.*)", text, re.DOTALL)
    if not match:
        raise ValueError(f"{name}:1: the page has no front matter; begin it with --- and its fields")
    return match[1], match[2]


def write(book: Book, path: Path, text: str) -> None:
    """Write a new file; raises ValueError if there is one."""
    if path.exists():
        raise ValueError(f"{path.relative_to(book.root)}: exists already; nothing was changed")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


KINDS = {"chapter": chapter, "example": example, "figure": figure, "translation": translation}


def main() -> None:
    parser = argparse.ArgumentParser(prog="scripts/new", description=__doc__.split("\n")[0])
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("slug", help="such as docker/networks, or docker/networks/names for an example")
    args = parser.parse_args()
    try:
        made, following = begin(Book(), args.kind, args.slug)
    except ValueError as error:
        sys.exit(f"scripts/new: {error}")
    for path in made:
        print(path.relative_to(ROOT))
    part = args.slug.partition("/")[0]
    if part not in {slug.partition("/")[0] for slug in Book().nav}:
        print(f"note: {part} is no part of nav in mkdocs.yml yet")
    print(f"next: {following}")


if __name__ == "__main__":
    main()
