"""Examples on a page: the name of each file is its download, and a chapter's files are one archive.

A fence that shows one whole file gets the file's name as its title, and the name is a link to the
file itself. Below the last transcript of an example stands what it ran on, or why it does not run. Before
the sources the page lists all files of the chapter.
"""

import posixpath
import re

from mkdocs.plugins import event_priority
from mkdocs.structure.files import File
from mkdocs.utils import get_relative_url

from book.model import Example
from book.model.record import load
from book.site.archive import archive, example_files
from book.site.page import book, place
from book.site.words import WORDS
from lablint.formats.markdown import FENCE, INCLUDE

FILENAME = re.compile(r'<span class="filename">([^<]+)</span>')
# As records name the tools and as a page does.
TOOLS = {"compose": "Compose", "buildx": "Buildx", "containerd": "containerd", "kubernetes": "Kubernetes",
         "kind": "kind", "helm": "Helm"}  # fmt: skip
SOURCES = re.compile(r"^## .*\{ #sources \}", re.MULTILINE)


@event_priority(-150)  # after i18n (-100), which cannot handle generated files
def on_files(files, config):
    archive.cache_clear()
    for chapter in book.chapters:
        if chapter.examples:
            files.append(File.generated(config, f"downloads/{chapter.slug}.zip", content=archive(chapter.slug)))
    return files


def on_page_markdown(markdown, page, config, files):
    language, slug = place(page)
    markdown = note_runs(name_files(markdown, slug), language)
    if book.chapter(slug).examples and (match := SOURCES.search(markdown)):
        block = file_list(slug, language, page.url)
        markdown = f"{markdown[: match.start()]}{block}\n\n{markdown[match.start() :]}"
    return markdown


def on_page_content(html, page, config, files):
    _, slug = place(page)

    def download(match):
        path = match[1] if match[1] in shown else f"{slug}/{match[1]}"
        url = get_relative_url(f"examples/{path}", page.url)
        return f'<span class="filename"><a href="{url}" download>{match[1]}</a></span>'

    shown = {path for path, _ in book.chapter(slug).page(place(page)[0]).includes}
    return FILENAME.sub(download, html)


def name_files(markdown, slug):
    """Give each fence that shows one file the file's name as title, and a transcript the folder that it runs in."""
    lines = markdown.split("\n")
    for number, line in enumerate(lines[:-1]):
        fence, include = FENCE.match(line), INCLUDE.match(lines[number + 1])
        if fence and include and "=" not in line:
            name = include[1].removeprefix(f"{slug}/")
            if not name.endswith(".console"):
                lines[number] = f'{line} title="{name}"'
            elif needs_folder(book.docs / "examples" / include[1]):
                lines[number] = f'{line} folder="{posixpath.dirname(name) or posixpath.basename(slug)}"'
    return "\n".join(lines)


def note_runs(markdown, language):
    """Write below the last transcript of an example what it ran on; below its last file, why it does not run."""
    lines, last = markdown.split("\n"), {}
    for number, line in enumerate(lines):
        if include := INCLUDE.match(line):
            folder = posixpath.dirname(include[1])
            if include[1].endswith(".console") or not Example(book.docs / "examples" / folder).runs:
                last[folder] = number
    for folder, number in sorted(last.items(), key=lambda item: -item[1]):
        indent = lines[number][: len(lines[number]) - len(lines[number].lstrip())]
        if sentence := ran(Example(book.docs / "examples" / folder), language):
            end = next(below for below in range(number + 1, len(lines)) if FENCE.match(lines[below])) + 1
            lines[end:end] = ["", indent + sentence, f'{indent}{{: .ran data-search-exclude="" }}']
    return "\n".join(lines)


def needs_folder(transcript):
    """Tell whether a reader must be in the example's folder: something else than transcripts is in it."""
    return any(path.suffix != ".console" for path in example_files(transcript.parent))


def file_list(slug, language, url):
    """The folded list of a chapter's files."""
    words = WORDS[language]
    root = book.docs / "examples" / slug
    zip_url = get_relative_url(f"downloads/{slug}.zip", url)
    lines = [f'??? files "{words["files"]}"', "", f"    {words['files-intro'].format(zip_url)}", ""]
    for path in book.chapter(slug).shared:
        target = get_relative_url(f"examples/{path.relative_to(book.docs / 'examples').as_posix()}", url)
        lines += [f'    - <a href="{target}" download>{path.name}</a>', ""]
    for example in book.chapter(slug).examples:
        folder = example.folder
        name = folder.relative_to(root).as_posix()
        lines += [f"    **{name if name != '.' else root.name}**", ""]
        for path in example_files(folder):
            target = get_relative_url(f"examples/{path.relative_to(book.docs / 'examples').as_posix()}", url)
            lines.append(f'    - <a href="{target}" download>{path.relative_to(folder).as_posix()}</a>')
        lines.append("")
    return "\n".join(lines)


def ran(example, language):
    """One sentence: with what and when the transcripts of a folder ran, or why they do not run."""
    words = WORDS[language]
    if not example.runs:
        return f"{words['not-run']} {example.reasons[language]}"
    record = load(example)
    if record is None:
        return ""
    versions = [f"{shown} {record.ran_on[name]}" for name, shown in TOOLS.items() if name in record.ran_on]
    with_what = ", ".join([record.ran_on["engine"], *versions, record.ran_on["architecture"]])
    return words["ran"].format(with_what, record.date)
