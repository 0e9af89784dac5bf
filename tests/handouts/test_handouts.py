"""The handouts as a teacher opens them: each chapter's, in both languages and both editions."""

import functools
import re

import pytest
from pypdf import PdfReader
from pypdfium2 import PdfDocument

from book.handouts.draw import SUFFIX
from book.handouts.paper import STUDENT, TEACHER
from book.model import LANGUAGES, Book

BOOK = Book()
CHAPTERS = [c.slug for c in BOOK.chapters if "minutes" in c.page(LANGUAGES[0]).front_matter]
EACH = pytest.mark.parametrize(("slug", "language"), [(s, lang) for s in CHAPTERS for lang in LANGUAGES])


def squeezed(text):
    return re.sub(r"\W+", "", text)


@functools.cache
def sheets(path):
    """The text of each sheet of paper."""
    with PdfDocument(path) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def text_of(path):
    return squeezed("".join(sheets(path)))


@EACH
def test_a_handout_has_running_heads_page_numbers_an_outline_and_tags(slug, language, handouts):
    page = BOOK.chapter(slug).page(language)
    for edition in SUFFIX:
        path = handouts / language / f"{slug}{SUFFIX[edition]}.pdf"
        reader = PdfReader(path)
        for number, text in enumerate(sheets(path), 1):
            assert squeezed(page.title) in squeezed(text)
            assert f"{number} / {len(reader.pages)}" in text
        chapter, sections = reader.outline[0], reader.outline[1]
        assert chapter["/Title"] == page.title
        titles = [entry["/Title"] for entry in sections if not isinstance(entry, list)]
        assert len(titles) == len([h for h in page.headings if h.level == 2])
        root = reader.trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == language
        assert b"pdfuaid" in root["/Metadata"].get_data()


@EACH
def test_solutions_and_notes_are_in_the_teacher_s_edition_only(slug, language, handouts):
    page = BOOK.chapter(slug).page(language)
    hidden = re.findall(r'^\?\?\? (?:solution|teacher) "([^"]+)"', page.text, re.MULTILINE)
    student, teacher = (text_of(handouts / language / f"{slug}{SUFFIX[e]}.pdf") for e in (STUDENT, TEACHER))
    for question in re.findall(r'^\?\?\? question "([^"]+)"', page.text, re.MULTILINE):
        plain = squeezed(question.replace("`", ""))
        assert plain in student and plain in teacher
    for title in hidden:
        assert squeezed(title) in teacher
    assert len(teacher) > len(student)


def test_a_terminal_keeps_its_lines_on_paper(handouts):
    page = BOOK.chapter("kubernetes/pods").page(LANGUAGES[0])
    text = "\n".join(sheets(handouts / LANGUAGES[0] / f"{page.slug}{SUFFIX[STUDENT]}.pdf"))
    printed = {squeezed(line) for line in text.splitlines()}
    shown = (BOOK.docs / "examples" / "kubernetes/pods/first/01-apply.console").read_text(encoding="utf-8")
    assert {squeezed(line) for line in shown.splitlines()} <= printed
