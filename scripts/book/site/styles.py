"""The book's style sheets as one file, without comments: a phone waits for each that a page asks for."""

import re

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files

from book.site.page import book

PARTS = ("fonts", "figures", "book")  # in this order: the later ones have the last word
NOT_SAID = re.compile(r"/\*.*?\*/|(?<=[;{},])\s+|\s+(?=[{}])", re.DOTALL)


@event_priority(-150)  # after i18n (-100), which cannot handle generated files
def on_files(files: Files, config: MkDocsConfig) -> Files:
    sheets = [(book.docs / "assets" / "css" / f"{part}.css").read_text(encoding="utf-8") for part in PARTS]
    files.append(File.generated(config, "assets/css/site.css", content=NOT_SAID.sub("", "\n".join(sheets))))
    return files
