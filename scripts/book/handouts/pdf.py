"""Write print HTML as a PDF: tagged (PDF/UA-1), with outline."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

STYLE = Path(__file__).with_name("print.css")
logging.getLogger("fontTools").setLevel(logging.ERROR)


class _Errors(logging.Handler):
    """Collects what WeasyPrint only logs, such as a picture that is not there."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def errors() -> Iterator[list[str]]:
    """Give the list of what WeasyPrint logs inside."""
    handler, logger = _Errors(), logging.getLogger("weasyprint")
    logger.addHandler(handler)
    try:
        yield handler.messages
    finally:
        logger.removeHandler(handler)


@cache
def style() -> tuple[CSS, FontConfiguration]:
    """Return the style and its fonts: unpacking them takes a quarter of a second, once a process is enough."""
    fonts = FontConfiguration()
    return CSS(filename=STYLE, font_config=fonts), fonts


def write(text: str, target: Path) -> int:
    """Write the HTML `text` to the PDF `target`, whole or not at all; return its number of pages.

    Raises ValueError if something of the page cannot be drawn.
    """
    css, fonts = style()
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        with errors() as messages:
            document = HTML(string=text, base_url=STYLE.as_uri()).render(stylesheets=[css], font_config=fonts)
            document.write_pdf(partial, pdf_variant="pdf/ua-1", pdf_tags=True)
        if messages:
            raise ValueError("; ".join(messages))
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return len(document.pages)
