"""Take a picture of a page in a real browser: its look, and its structure as a screen reader has it."""

import io
from typing import NamedTuple

from book.browser import chromium
from book.model.picture import HEIGHT, Picture

COLOURS = 256
SHARPNESS = 2  # pixels of the file for each one of the page
PATIENCE = 20_000  # milliseconds that a page may take


class Taken(NamedTuple):
    """The picture of a page and its structure, as they stand in files."""

    png: bytes
    structure: str


class NoBrowser(Exception):
    """There is no browser to take a picture with; the text says which one."""


class NoPage(Exception):
    """The browser did not get the page; the text says why."""


def take(picture: Picture) -> Taken:
    """Open a page and return what it shows; raise NoBrowser or NoPage where that cannot be."""
    from playwright.sync_api import Error  # as the browser

    with chromium() as browser:
        if not browser:
            raise NoBrowser(f"the picture {picture.name}.png was not taken: there is no Chromium")
        try:
            page = browser.new_page(
                viewport={"width": picture.width, "height": 1},
                device_scale_factor=SHARPNESS,
                locale="en",
                reduced_motion="reduce",
            )
            page.set_default_timeout(PATIENCE)
            answer = page.goto(picture.url)
            if answer and not answer.ok:
                raise NoPage(f"{picture.url} answers {answer.status} {answer.status_text}".rstrip())
            height = int(page.evaluate("document.documentElement.scrollHeight"))
            page.set_viewport_size({"width": picture.width, "height": min(height, HEIGHT)})
            structure = page.locator("body").aria_snapshot()
            png = page.screenshot()
        except Error as error:
            raise NoPage(f"{picture.url} does not open: {error.message.splitlines()[0]}") from error
    return Taken(_small(png), "".join(f"{line.rstrip()}\n" for line in structure.splitlines()))


def _small(png: bytes) -> bytes:
    """Return the picture with few colours, which is what pages of text have."""
    from PIL import Image

    file = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(
        file, "PNG", optimize=True
    )
    return file.getvalue()
