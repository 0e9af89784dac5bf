"""Examples on a page: the name of each file is its download, and a chapter's files are one archive.

A fence that shows one whole file gets the file's name as its title, and the name is a link to the
file itself. A transcript whose example the block before it did not show says how to get to it: folder and
namespace; the example's cleanup removes the namespace. Below the last transcript of an example stands what it
ran on, or why it does not run. Before the sources the page lists all files of the chapter; a solution has a link
to all solutions. A page says with `<!-- archives -->` where the archives of the whole course are listed.
"""

import posixpath
import re
from os.path import relpath
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from book.model import Example
from book.model.commands import commands
from book.model.example import CLEANUP
from book.model.record import load
from book.site.archive import COURSE, address, archive, contents, example_files, size
from book.site.page import book, page_of, place
from book.site.terminal import LEGEND
from book.site.words import WORDS
from lablint.formats import transcript
from lablint.formats.markdown import FENCE, INCLUDE

FILENAME = re.compile(r'<span class="filename">([^<]+)</span>')
LINE = re.compile(r'<span id="__span-[\d-]+">(?P<begins>(?:<span class="\w+">)*(?P<blanks> *))')
CLIENTS = {"kubectl", "helm"}  # what they make stands in a namespace
# As records name the tools and as a page does.
TOOLS = {"compose": "Compose", "buildx": "Buildx", "containerd": "containerd", "kubernetes": "Kubernetes",
         "kind": "kind", "helm": "Helm"}  # fmt: skip
SOLUTION = re.compile(r'<details class="solution">\s*<summary>.*?</summary>', re.DOTALL)
ARCHIVES = "<!-- archives -->"
SOURCES = re.compile(r"^## .*\{ #sources \}", re.MULTILINE)


@event_priority(-150)  # after i18n (-100), which cannot handle generated files
def on_files(files: Files, config: MkDocsConfig) -> Files:
    archive.cache_clear()
    for slug in [*(chapter.slug for chapter in book.chapters), COURSE]:
        for solutions in (False, True):
            if content := archive(slug, solutions):
                files.append(File.generated(config, address(slug, solutions), content=content))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    language, slug = place(page)
    markdown = note_runs(name_files(markdown, slug), language)
    if ARCHIVES in markdown:
        markdown = markdown.replace(ARCHIVES, archives(language, page.url))
    if book.chapter(slug).examples and (match := SOURCES.search(markdown)):
        block = file_list(slug, language, page.url)
        markdown = f"{markdown[: match.start()]}{block}\n\n{markdown[match.start() :]}"
    return markdown


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    language, slug = place(page)

    def download(match: re.Match[str]) -> str:
        path = match[1] if match[1] in shown else f"{slug}/{match[1]}"
        url = get_relative_url(f"examples/{path}", page.url)
        return f'<span class="filename"><a href="{url}" download>{match[1]}</a></span>'

    shown = {path for path, _ in page_of(slug, language).includes}
    html = LINE.sub(line_box, FILENAME.sub(download, html)).replace(LEGEND, WORDS[language]["varies"])
    if book.chapter(slug).examples and archive(slug, solutions=True):
        link = archive_link(slug, language, page.url, solutions=True)
        html = SOLUTION.sub(rf'\g<0><p class="get">{link}</p>', html)
    return html


def line_box(match: re.Match[str]) -> str:
    """Open the box of a line of a file, which wraps below where its text begins."""
    indent = f' style="--indent:{len(match["blanks"])}ch"' if match["blanks"] else ""
    return f'<span class="line"{indent}>{match["begins"]}'


def name_files(markdown: str, slug: str) -> str:
    """Give each fence that shows one file the file's name as title, and a transcript what brings a reader to it."""
    lines = markdown.split("\n")
    shown = {}
    for number, line in enumerate(lines[:-1]):
        fence, include = FENCE.match(line), INCLUDE.match(lines[number + 1])
        if fence and include and "=" not in line:
            shown[number] = include[1]
    last = {path: number for number, path in shown.items()}
    run = {Example((book.docs / "examples" / path).parent) for path in shown.values() if path.endswith(".console")}
    with_files, with_namespace = set(filter(needs_folder, run)), set(filter(has_namespace, run))
    solved = in_solutions(lines)
    begun: set[Example] = set()
    brought: set[Example] = set()
    here = there = None
    for number, path in shown.items():
        example = Example((book.docs / "examples" / path).parent)
        if not path.endswith(".console"):
            lines[number] += f' title="{path.removeprefix(f"{slug}/")}"'
        elif slug != "index":
            options = []
            folder = example.home.slug  # of a solution: readers write theirs where the exercise begins
            if folder != there and example in with_files:
                options.append(f'folder="{folder}"')
            needed = example.is_solution and bool(set(example.files) - example.beside)
            if needed and number in solved and example not in brought:  # elsewhere it is the reader's own that is shown
                brought.add(example)
                options.append(f'brings="{relpath(example.folder, example.home.folder)}"')
            if example in with_namespace:
                if example != here:
                    made = example in begun or example.is_solution  # its exercise has told to make it
                    options.append(f'{"enters" if made else "makes"}="{example.namespace}"')
                if path.endswith(f"/{CLEANUP}") and last[path] == number:
                    options.append(f'removes="{example.namespace}"')
            lines[number] = " ".join([lines[number], *options])
            begun.add(example)
            here, there = example, folder
    return "\n".join(lines)


def in_solutions(lines: list[str]) -> set[int]:
    """Return the numbers of the lines that stand in a box with a solution."""
    found, inside = set[int](), False
    for number, line in enumerate(lines):
        if line[:1].strip():
            inside = line.startswith("??? solution")
        if inside:
            found.add(number)
    return found


def note_runs(markdown: str, language: str) -> str:
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


def needs_folder(example: Example) -> bool:
    """Tell whether a reader must be in an example's folder: something else than transcripts is in it."""
    return not set(example_files(example.folder)).intersection(example.files) <= set(example.transcripts)


def has_namespace(example: Example) -> bool:
    """Tell whether an example has a namespace of its own: its commands speak to the cluster, and leave something."""
    if not any((folder / CLEANUP).exists() for folder in (example.folder, *example.home.folder.glob("*/"))):
        return False  # it only looks at what is there
    typed = "\n".join(
        command for path in example.transcripts for command in transcript.commands(path.read_text(encoding="utf-8"))
    )
    return example.runs and any(words[0] in CLIENTS for words in commands(typed))


def file_list(slug: str, language: str, url: str) -> str:
    """The folded list of a chapter's files, by examples; of its solutions, where they all are."""
    words = WORDS[language]
    root = book.docs / "examples"
    lines = [f'??? files "{words["files"]}"', "", f"    {words['files-intro']}", ""]
    lines += [f"    - {link}" for link in archive_links(slug, language, url)]
    groups: dict[Path, list[Path]] = {}
    folders = sorted((example.folder for example in book.chapter(slug).examples), key=lambda found: -len(found.parts))
    for path in contents(slug):
        folder = next((found for found in folders if found in path.parents), path.parent)
        groups.setdefault(folder, []).append(path)
    for folder, paths in sorted(groups.items()):
        lines += ["", f"    **`{folder.relative_to(root).as_posix()}/`**", ""]
        for path in paths:
            target = get_relative_url(f"examples/{path.relative_to(root).as_posix()}", url)
            lines.append(f'    - <a href="{target}" download>{path.relative_to(folder).as_posix()}</a>')
    return "\n".join([*lines, ""])


def archives(language: str, url: str) -> str:
    """The archives of the whole course, as a list."""
    return "\n".join(f"- {link}" for link in archive_links(COURSE, language, url))


def archive_links(slug: str, language: str, url: str) -> list[str]:
    """Return a link to each archive of a chapter or the course."""
    kinds = [solutions for solutions in (False, True) if archive(slug, solutions)]
    return [archive_link(slug, language, url, solutions) for solutions in kinds]


def archive_link(slug: str, language: str, url: str, solutions: bool) -> str:
    words = WORDS[language]["archive-solutions" if solutions else "archive"].format(size(slug, solutions))
    return f'<a class="get" href="{get_relative_url(address(slug, solutions), url)}" download>{words}</a>'


def ran(example: Example, language: str) -> str:
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
