"""The shape of one page: front matter, headings, what it includes, and how a chapter ends.

CONTRIBUTING.md, "A chapter", is the rule. What two languages must have in common is checked in
`parity`, how the sentences are written in `prose`.
"""

import re
from itertools import zip_longest

import yaml

from book.lint import kinds
from book.lint.problem import Problem
from book.model import INCLUDE, LANGUAGES

KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
ENDING = ["pitfalls", "check", "exercise", "summary", "sources"]
NO_CHAPTERS = ("start", "labs", "appendix")  # parts whose pages end as they need to
DESCRIBED_ONLY = ("start", "appendix")  # parts without minutes and objectives
BOX = re.compile(r'^\s*(?P<mark>!!!|\?\?\?\+?)\s*(?P<kind>[\w-]*)\s*(?P<title>"[^"]+")?\s*$')
BOXES = {"!!!": ("note", "tip", "warning", "danger"), "???": ("question", "solution", "teacher")}


def check(book):
    """Yield the problems of every page of the book."""
    slugs = {page.slug for page in book.pages(LANGUAGES[0])} | set(_nav(book))
    for language in LANGUAGES:
        for page in book.pages(language):
            yield from front_matter(page, slugs)
            yield from headings(page)
            yield from ending(page)
            yield from fences(page)
            yield from includes(book, page)
            yield from boxes(page)


def is_chapter(slug):
    """Tell whether a page teaches a chapter: not an index, not a page of the book's first and last parts."""
    part, _, name = slug.partition("/")
    return bool(name) and not slug.endswith("/index") and part not in NO_CHAPTERS


def key_line(page, key):
    """Return the line of a key of the front matter, 1 if it isn't there."""
    head = page.text.split("\n---", 1)[0].splitlines()
    return next((n for n, line in enumerate(head, 1) if line.startswith(f"{key}:")), 1)


def front_matter(page, slugs):
    """Yield what is missing or wrong in the head of a page; `slugs` are the pages that `needs` may name."""
    try:
        data = page.front_matter
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or error
        yield Problem(page.path, mark.line + 2 if mark else 1, "front-matter", f"it cannot be read: {reason}")
        return
    wanted = {"description": _is_text}
    if "/" in page.slug and not page.slug.endswith("/index") and not page.slug.startswith(DESCRIBED_ONLY):
        wanted |= {"minutes": _is_count, "objectives": _are_texts, "needs": _is_list}
    words = {_is_text: "a sentence", _is_count: "a whole number above 0", _are_texts: "a list of sentences",
             _is_list: "a list of chapters, [] if there is none"}
    for key, test in wanted.items():
        if not test(data.get(key)):
            found = "is missing" if key not in data else "is not right"
            yield Problem(page.path, key_line(page, key), "front-matter", f"`{key}:` {found}; write {words[test]}")
    needs = data.get("needs")
    for slug in needs if isinstance(needs, list) else []:
        if slug not in slugs or slug == page.slug:
            yield Problem(page.path, key_line(page, "needs"), "front-matter", f"`needs:` names {slug}, which is no other page; name a slug such as docker/storage")
    if page.language == LANGUAGES[0] and "source" in data:
        yield Problem(page.path, key_line(page, "source"), "front-matter", "`source:` belongs to translations only; remove it")


def headings(page):
    """Yield headings without an id, ids that are not kebab-case or stand twice, and titles too many."""
    seen = {}
    for heading in page.headings:
        if heading.id is None or not KEBAB.fullmatch(heading.id):
            yield Problem(page.path, heading.line, "heading-id", f"give the heading an English id: {'#' * heading.level} {heading.text} {{ #such-an-id }}")
        elif heading.id in seen:
            yield Problem(page.path, heading.line, "heading-id-twice", f"#{heading.id} stands on line {seen[heading.id]} already; choose another")
        else:
            seen[heading.id] = heading.line
    titles = [heading for heading in page.headings if heading.level == 1]
    if not titles or page.headings[0].level != 1:
        yield Problem(page.path, 1, "one-title", "the page's first heading is its title: write one, with one #")
    for heading in titles[1:]:
        yield Problem(page.path, heading.line, "one-title", "a second title; use ## for a section")


def ending(page):
    """Yield what a chapter's last sections are, where they are not those that every chapter ends with."""
    if not is_chapter(page.slug):
        return
    sections = [heading for heading in page.headings if heading.level == 2]
    last = sections[-len(ENDING) :]
    if [heading.id for heading in last] == ENDING:
        return
    present = {heading.id for heading in sections}
    missing = [f"#{name}" for name in ENDING if name not in present]
    wrong = next((h for h, name in zip_longest(last, ENDING) if h and h.id != name), None)
    line = 1 if missing or wrong is None else wrong.line
    what = f"missing: {', '.join(missing)}" if missing else "they stand in another order, or something follows them"
    yield Problem(page.path, line, "chapter-ending", f"the last sections are #{', #'.join(ENDING)}; {what}")


def fences(page):
    """Yield fences that nobody checks, that never end, or that hold output typed by hand."""
    end = len(page.text.splitlines())
    for fence in page.fences:
        lines = fence.text.splitlines()
        if fence.line + len(lines) + 1 > end:
            yield Problem(page.path, fence.line, "fence-open", "the fence is not closed before the page ends")
        if kinds.of_fence(fence.language) is None:
            name = fence.language or "no language"
            known = ", ".join(sorted(kinds.LANGUAGES))
            yield Problem(page.path, fence.line, "unclaimed-fence", f"no check reads a fence with {name}; known are {known}")
        if fence.language == "console":
            yield from _typed_output(page, fence, lines)


def _typed_output(page, fence, lines):
    continued = False
    for number, line in enumerate(lines, fence.line + 1):
        command = line.startswith("$ ") or (continued and line.startswith("> "))
        continued = command and line.endswith("\\")
        if line.strip() and not command and not INCLUDE.match(line):
            yield Problem(page.path, number, "typed-output", "output is captured, not typed: include a transcript of docs/examples")
            return


def includes(book, page):
    """Yield includes that name no file or have another form, and figures that do not exist."""
    inside = set()
    for fence in page.fences:
        inside.update(range(fence.line, fence.line + len(fence.text.splitlines()) + 2))
    for number, line in enumerate(page.text.splitlines(), 1):
        if "--8<--" in line and not (number in inside and INCLUDE.match(line)):
            yield Problem(page.path, number, "include-form", 'an include is a line --8<-- "part/chapter/example/file" inside a fence')
    for path, line in page.includes:
        if not (book.docs / "examples" / path).is_file():
            yield Problem(page.path, line, "include-missing", f"docs/examples/{path} does not exist; whole files only, by their path below docs/examples")
    for name, line in page.figures:
        if not (book.docs / "figures" / f"{name}.yaml").is_file():
            yield Problem(page.path, line, "figure-missing", f"docs/figures/{name}.yaml does not exist")


def boxes(page):
    """Yield boxes of a kind that the book does not have, or without a title."""
    for number, line in enumerate(page.text.splitlines(), 1):
        if not line.lstrip().startswith(("!!! ", "??? ", "???+ ")):
            continue
        match = BOX.match(line)
        known = BOXES[match["mark"][:3]] if match else ()
        if not match or match["kind"] not in known or not match["title"]:
            yield Problem(page.path, number, "box-form", 'write !!! note|tip|warning|danger "Title" or ??? question|solution|teacher "Title"')


def _nav(book):
    return book.nav if (book.root / "mkdocs.yml").is_file() else []


def _is_text(value):
    return isinstance(value, str) and bool(value.strip())


def _is_count(value):
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _is_list(value):
    return isinstance(value, list)


def _are_texts(value):
    return isinstance(value, list) and bool(value) and all(_is_text(item) for item in value)
