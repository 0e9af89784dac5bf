"""Write print HTML as a PDF: tagged (PDF/UA-1), with outline."""

import logging
from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

STYLE = Path(__file__).with_name("print.css")
logging.getLogger("fontTools").setLevel(logging.ERROR)


class _Errors(logging.Handler):
    """Collects what WeasyPrint only logs, such as a picture that is not there."""

    def __init__(self):
        super().__init__(logging.ERROR)
        self.messages = []

    def emit(self, record):
        self.messages.append(record.getMessage())


def write(text, target):
    """Write the HTML `text` to the PDF `target`, whole or not at all; return its number of pages.

    Raises ValueError if something of the page cannot be drawn.
    """
    errors = _Errors()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(errors)
    fonts = FontConfiguration()
    style = CSS(filename=STYLE, font_config=fonts)
    document = HTML(string=text, base_url=STYLE.as_uri()).render(stylesheets=[style], font_config=fonts)
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_suffix(".part")
    document.write_pdf(partial, pdf_variant="pdf/ua-1", pdf_tags=True)
    logger.removeHandler(errors)
    if errors.messages:
        partial.unlink()
        raise ValueError(f"{target.name}: {'; '.join(errors.messages)}")
    partial.replace(target)
    return len(document.pages)
