"""Pictures of pages: an image whose target is `NN-name.page.yaml` becomes the picture that the run took of it."""

import html as markup
import logging
import re
import struct

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from book.model.page import PICTURE
from book.model.picture import Picture
from book.site.page import book, place
from lablint.formats.yaml import NotYaml

log = logging.getLogger("mkdocs.plugins")  # where a warning fails a strict build


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    language, _ = place(page)

    def drawn(match: re.Match[str]) -> str:
        picture = Picture(book.docs / "examples" / match[2])
        try:
            text = markup.escape(picture.alt[language])
        except (OSError, NotYaml) as error:
            raise PluginError(f"{picture.path}: {error}") from error
        if not picture.png.exists():
            log.warning("%s: it was not taken yet; scripts/run --update %s", picture.path, picture.path.parent)
            return f'<p class="picture">{text}</p>'
        wide, high = struct.unpack(">II", picture.png.read_bytes()[16:24])  # as the head of a PNG has them
        address = get_relative_url(f"examples/{match[2]}", page.url).replace(picture.path.name, picture.png.name)
        size = f'width="{picture.width}" height="{round(high * picture.width / wide)}"'
        return f'<p class="picture"><img src="{address}" alt="{text}" {size} loading="lazy"></p>'

    return PICTURE.sub(drawn, markdown)
