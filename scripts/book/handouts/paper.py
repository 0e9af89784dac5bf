"""Turn a built page into the HTML of its handout.

The student's edition leaves out solutions, hints and teacher's notes, gives every question a few lines to
write on, and says of what digs deeper only where to read it; the teacher's has all of it. On paper nothing is
folded and nothing hides behind a tab, figures are the published drawings with fixed colours, and the sources
print their addresses.
"""

import html
import os
import re
from pathlib import Path
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag

from book.handouts.built import BuiltPage, one
from book.model.layout import PAPER

GAP = 2  # blanks between two columns of a table that is too wide
SHORT = 9  # a table or listing of so many lines is not broken over two pages
STUDENT, TEACHER = "student", "teacher"
WORDS = {
    "es": {STUDENT: "Hoja de la clase", TEACHER: "Edición docente"},
    "en": {STUDENT: "Class handout", TEACHER: "Teacher's edition"},
}
HINTS = {"es": "Pistas", "en": "Hints"}
PAGE = """<!DOCTYPE html>
<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>
<meta name="author" content="{book}"><meta name="description" content="{title} · {edition}"></head>
<body class="{kind}"><p class="running-book">{book}</p><p class="running-chapter">{title} · {edition}</p>
<main>{content}</main></body></html>
"""


def handout(page: BuiltPage, edition: str) -> str:
    """Return the print HTML of a built page for one edition."""
    article = page.article
    if edition == STUDENT:
        for_students(page)
    for details in reversed(article.select("details")):
        unfold(details)
    for tabs in article.select(".tabbed-set"):
        spread(tabs)
    for item in article.select(".task-list-item"):
        tick(item)
    for figure in article.select("figure.figure"):
        draw(figure, page.folder)
    for link in article.select("a[href]"):
        if not str(link["href"]).startswith("#"):
            link["href"] = urljoin(page.address, str(link["href"]))
            mark(link, "external")
    for note in article.select(".footnote li"):
        spell_out(note)
    for table in article.select(".columns[style]"):
        squeeze(table)
    for block in article.select("table, pre"):
        if len(block.find_all("tr") or block.get_text().splitlines()) <= SHORT:
            mark(block, "whole")
    for image in article.select("img[src]"):
        if not re.match(r"[a-z]+:", str(image["src"])):
            image["src"] = Path(os.path.normpath(page.folder / str(image["src"]))).as_uri()
    return PAGE.format(
        language=page.language,
        title=html.escape(page.title),
        book=html.escape(page.book),
        edition=html.escape(WORDS[page.language][edition]),
        kind=edition,
        content=article.decode_contents(),
    )


def for_students(page: BuiltPage) -> None:
    """Leave out what is the teacher's: answers become room to write, the rest a line that says where to read it."""
    article = page.article
    for tag in article.select("details.teacher"):
        tag.decompose()
    for tag in article.select("details.solution"):
        tag.replace_with(new("div", "room large"))
    for question in article.select("details:is(.question, .predict)"):
        for answer in [child for child in question.find_all(recursive=False) if child.name != "summary"]:
            answer.decompose()
        question.append(new("div", "room"))
    for hint in article.select("details.hint + details.hint"):
        hint.decompose()
    for box in article.select("details:is(.deeper, .hint)"):
        heading = box.find_previous(["h1", "h2", "h3"])
        place = f"{page.address}#{heading['id']}" if isinstance(heading, Tag) else page.address
        line = new("p", "elsewhere")
        line.extend([*one(box, "summary").children] if "deeper" in box["class"] else [HINTS[page.language]])
        line.extend([": ", new("span", "address", place)])
        box.replace_with(line)


def spell_out(note: Tag) -> None:
    """Print the addresses of a footnote's links behind its text: paper cannot be clicked."""
    addresses = [str(link["href"]) for link in note.select("a.external")]
    if addresses:
        (note.find_all("p") or [note])[-1].append(new("span", "address", " ".join(["", *addresses])))


def squeeze(table: Tag) -> None:
    """Narrow the gaps between the columns of a terminal's table that is wider than the paper."""
    lines = [line.get_text().rstrip("\n") for line in table.select(".go")]
    width = max(map(len, lines))
    blank = [all(line[at : at + 1].strip() == "" for line in lines) for at in range(width)]
    needless = {at for at in range(GAP, width) if all(blank[at - GAP : at + 1])}
    for line in table.select(".go"):
        place = 0
        for text in list(line.find_all(string=True)):
            kept = [letter for at, letter in enumerate(text, place) if at not in needless]
            place += len(text)
            text.replace_with("".join(kept))
    del table["style"]
    if (narrow := width - len(needless)) > PAPER:
        table["style"] = f"--wide: {narrow}"


def unfold(details: Tag) -> None:
    details.name = "div"
    mark(details, "admonition")
    if summary := details.select_one(":scope > summary"):
        summary.name = "p"
        summary["class"] = "admonition-title"


def spread(tabs: Tag) -> None:
    """Print all tabs of a set one below the other, each under its label."""
    labels = [label.get_text(strip=True) for label in tabs.select(":scope > .tabbed-labels > label")]
    for label, block in zip(labels, tabs.select(":scope > .tabbed-content > .tabbed-block"), strict=True):
        tab = new("div", "tab")
        tab.append(new("p", "tab-label", label))
        tab.extend(list(block.children))
        tabs.insert_before(tab)
    tabs.decompose()


def tick(item: Tag) -> None:
    """Replace the check box of a task by a character that prints."""
    box = one(item, "input")
    sign = "☑" if box.has_attr("checked") else "☐"
    (item.find("label") or box).replace_with(new("span", "tick", sign))


def draw(figure: Tag, folder: Path) -> None:
    """Replace the inline drawings by the published one, its description as alternative text."""
    drawing, *others = figure.find_all("svg")
    for other in others:  # the same on a narrow canvas, for phones
        other.decompose()
    alternative = " ".join(tag.get_text(" ", strip=True) for tag in drawing.find_all(["title", "desc"]))
    path = Path(os.path.normpath(folder / str(figure["data-file"])))
    width = float(str(drawing["viewbox"]).split()[2])
    image = new("img")
    image.attrs = {"src": path.as_uri(), "alt": alternative, "style": f"width: {min(100, width / 7.2):.0f}%"}
    drawing.replace_with(image)


def mark(tag: Tag, name: str) -> None:
    """Give a tag one more class."""
    tag["class"] = " ".join([*map(str, tag.get_attribute_list("class")), name])


def new(name: str, classes: str = "", text: str = "") -> Tag:
    tag = BeautifulSoup("", "lxml").new_tag(name)
    if classes:
        tag["class"] = classes
    if text:
        tag.string = text
    return tag
