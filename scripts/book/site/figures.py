"""Figures on a page: an image whose target is a spec becomes the drawing itself, inline.

Inline, a figure follows the colours of the page and its text can be found and read aloud. The
same drawing with fixed colours is published as a file, for a projector or a slide.
"""

import html as markup
import re
from functools import cache
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from book.figures.draw import draw
from book.figures.measure import CODE
from book.figures.reading import BadSpec, read
from book.figures.spec import Figure
from book.model import LANGUAGES
from book.model.page import FIGURE
from book.site.page import book, place
from book.site.words import WORDS

MARK = '<figure class="figure" data-spec="{}"></figure>'
MARKED = re.compile(r'(?:<p>)?<figure class="figure" data-spec="([^"]+)"></figure>(?:</p>)?')


@event_priority(-150)  # after i18n (-100), which cannot handle generated files
def on_files(files: Files, config: MkDocsConfig) -> Files:
    root = book.docs / "figures"
    for path in sorted(root.rglob("*.yaml")):
        name = path.relative_to(root).with_suffix("").as_posix()
        for language in LANGUAGES:
            svg = draw(spec(name), language, standalone=True)
            files.append(File.generated(config, f"figures/{language}/{name}.svg", content=svg))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    return FIGURE.sub(lambda match: MARK.format(match[2]), markdown)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    language, _ = place(page)
    words = WORDS[language]

    def drawing(match: re.Match[str]) -> str:
        name = match[1]
        figure = spec(name)
        url = get_relative_url(f"figures/{language}/{name}.svg", page.url)
        caption = CODE.sub(r"<code>\1</code>", markup.escape(" ".join(figure.title[language])))
        return (
            f'<figure class="figure" data-file="{url}">{draw(figure, language)}'
            f'<figcaption>{caption} <a class="figure__open" href="{url}">{words["figure"]}</a></figcaption></figure>'
        )

    return MARKED.sub(drawing, html)


def spec(name: str) -> Figure:
    """Read a spec of the book; raises PluginError that names the file and what is wrong with it."""
    path = book.docs / "figures" / f"{name}.yaml"
    if not path.exists():
        raise PluginError(f"{path}: there is no such figure; create it with: scripts/new figure {name}")
    return _read(path, path.stat().st_mtime_ns)


@cache
def _read(path: Path, changed: int) -> Figure:
    """Read a spec once, and again when it has changed while the site is served."""
    try:
        return read(path)
    except BadSpec as error:
        raise PluginError(str(error)) from error
