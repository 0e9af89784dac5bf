"""The book's figures in a real browser, in the columns that a phone, a desk and paper have for them."""

import pytest

from book.figures import draw, looks, read
from book.figures.spec import LEAST_SIZE, PHONE, WIDEST
from book.model import LANGUAGES, ROOT

pytestmark = pytest.mark.browser
SPECS = sorted((ROOT / "docs" / "figures").rglob("*.yaml"))
SHOWN = """() => [...document.querySelectorAll('.figure')].map(figure => {
  const shown = [...figure.children].filter(drawing => getComputedStyle(drawing).display != 'none')
  const [drawing] = shown, scale = drawing.getBoundingClientRect().width / drawing.viewBox.baseVal.width
  const sizes = [...drawing.querySelectorAll('text')].map(text => text.getAttribute('font-size') * scale)
  return {name: figure.id, drawings: shown.length, form: drawing.classList.value, smallest: Math.min(...sizes),
          room: figure.clientWidth - drawing.getBoundingClientRect().width}
})"""


@pytest.fixture(scope="module")
def page(browser):
    """A page with every figure of the book, in both languages."""
    figures = [(path, language) for path in SPECS for language in LANGUAGES]
    drawn = [
        f'<div class="figure" id="{path.stem}-{language}">{draw(read(path), language)}</div>'
        for path, language in figures
    ]
    page = browser.new_page()
    page.set_content(
        f"<body style='margin: 0'><style>{looks.STYLES.read_text(encoding='utf-8')}</style>{''.join(drawn)}"
    )
    yield page
    page.close()


@pytest.mark.parametrize("width", [PHONE, 587, 588, WIDEST])
def test_in_every_column_one_drawing_fits_and_can_be_read(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    found = page.evaluate(SHOWN)
    assert len(found) == len(SPECS) * len(LANGUAGES)
    bad = [f for f in found if f["drawings"] != 1 or f["room"] < 0 or f["smallest"] < LEAST_SIZE]
    assert bad == []


def test_paper_takes_the_wide_drawing(page):
    page.set_viewport_size({"width": PHONE, "height": 800})
    page.emulate_media(media="print")
    found = page.evaluate(SHOWN)
    page.emulate_media(media="screen")
    assert {f["form"] for f in found} == {"fig", "fig fig-wide"}
