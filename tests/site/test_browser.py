"""The built site in a real browser whose network is cut: what a reader on a phone or a laptop sees."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from book.model import LANGUAGES, Book

pytestmark = pytest.mark.browser
BOOK = Book()
PATHS = [
    (("" if language == LANGUAGES[0] else f"{language}/") + f"{slug.removesuffix('index').rstrip('/')}/").lstrip("/")
    for language in LANGUAGES
    for slug in BOOK.nav
]
WIDTHS = {360: 740, 1280: 900}


def visit(browser, address, path, scheme, width, **options):
    """Open a page; return it with what its console said and which requests failed or left the machine."""
    context = browser.new_context(viewport={"width": width, "height": WIDTHS[width]}, color_scheme=scheme, **options)
    page = context.new_page()
    faults = []
    page.on("console", lambda message: faults.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("requestfailed", lambda request: faults.append(f"failed: {request.url}"))
    page.on("response", lambda answer: answer.ok or faults.append(f"{answer.status}: {answer.url}"))

    def cut(route):
        if route.request.url.startswith(address):
            route.continue_()
        else:
            faults.append(f"left the machine: {route.request.url}")
            route.abort()

    page.route("**/*", cut)
    page.goto(address + path, wait_until="networkidle")
    return page, faults


@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_complete_without_a_network_and_fits_the_screen(path, browser, address):
    for scheme in ("light", "dark"):
        for width in WIDTHS:
            page, faults = visit(browser, address, path, scheme, width)
            assert not faults, f"{scheme}, {width} px"
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{scheme}: the page is {wide} px wide on a screen of {width} px"
            assert page.evaluate("[...document.images].every(image => image.naturalWidth > 0)")
            assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith("Inter")
            page.context.close()


@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_no_barrier_on_a_page(path, browser, address):
    for scheme in ("light", "dark"):
        page, _ = visit(browser, address, path, scheme, 1280)
        page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
        found = Axe().run(page).response["violations"]
        assert not [(v["id"], [node["target"] for node in v["nodes"]]) for v in found], scheme
        page.context.close()


def test_the_copy_button_gives_the_commands_and_nothing_else(browser, address):
    page, _ = visit(
        browser, address, "docker/first-steps/", "light", 1280, permissions=["clipboard-read", "clipboard-write"]
    )
    chapter = BOOK.chapter("docker/first-steps").page(LANGUAGES[0])
    path = next(path for path, _ in chapter.includes if path.endswith(".console"))
    lines = (BOOK.docs / "examples" / path).read_text(encoding="utf-8").splitlines()
    block = page.locator(".language-console").first
    block.hover()
    block.locator(".md-code__button[data-md-type='copy'], .md-clipboard").first.click()
    page.wait_for_timeout(200)
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.split("\n") == [line[2:] for line in lines if line.startswith(("$ ", "> "))]
    page.context.close()


@pytest.mark.parametrize(
    ("path", "words", "found"), [("", "imagenes", "Imágenes y capas"), ("en/", "layers", "Images and layers")]
)
def test_search_finds_a_chapter_in_its_language_with_and_without_accents(path, words, found, browser, address):
    page, faults = visit(browser, address, path, "light", 1280)
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").fill(words)
    page.wait_for_selector(".md-search-result__item")
    titles = page.locator(".md-search-result__item h1").all_text_contents()
    assert found in titles
    assert not faults
    page.context.close()
