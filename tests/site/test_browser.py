"""The built site in a real browser whose network is cut: what a reader on a phone or a laptop sees."""

import pytest

from book.model import LANGUAGES, Book

pytestmark = pytest.mark.browser
BOOK = Book()
SCHEMES = ("light", "dark")
WIDTHS = {360: 740, 1280: 900}


class Screen:
    """A browser window of one width and colour scheme that reaches nothing but the site."""

    def __init__(self, browser, address, scheme, width):
        self.address = address
        self.context = browser.new_context(viewport={"width": width, "height": WIDTHS[width]}, color_scheme=scheme)
        self.context.grant_permissions(["clipboard-read", "clipboard-write"])
        self.page = self.context.new_page()
        self.faults = []  # what the console said, what failed, what left the machine
        self.page.on("console", lambda message: self.faults.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("response", self.answered)
        self.page.route("**/*", self.cut)

    def answered(self, response):
        if response.status >= 400:  # 304 is the browser's cache at work
            self.faults.append(f"{response.status}: {response.url}")

    def cut(self, route):
        if route.request.url.startswith(self.address):
            route.continue_()
        else:
            self.faults.append(f"left the machine: {route.request.url}")
            route.abort()

    def visit(self, path):
        self.faults.clear()
        self.page.goto(self.address + path, wait_until="load")
        self.page.evaluate("document.fonts.ready")
        return self.page


@pytest.fixture(scope="module")
def screens(browser, address):
    made = {(scheme, width): Screen(browser, address, scheme, width) for scheme in SCHEMES for width in WIDTHS}
    yield made
    for screen in made.values():
        screen.context.close()


def test_the_copy_buttons_give_the_commands_and_nothing_else(screens):
    slug = "docker/startup-command"  # an output of it looks like a prompt
    page = screens["light", 1280].visit(f"{slug}/")
    page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
    shown = [path for path, _ in BOOK.chapter(slug).page(LANGUAGES[0]).includes if path.endswith(".console")]
    blocks = page.locator(".language-console").all()
    assert len(blocks) == len(shown)
    for path, block in zip(shown, blocks, strict=True):
        lines = (BOOK.docs / "examples" / path).read_text(encoding="utf-8").splitlines()
        typed = [line[2:] for line in lines if line.startswith(("$ ", "> "))]
        around = [line.inner_text().strip()[2:] for line in block.locator(":is(.begins, .ends) .command").all()]
        given = copied(page, block.locator("button.copy")).split("\n")
        assert given == [*around, *typed], path  # no example of this chapter has something behind


def test_a_block_s_button_leaves_to_its_reader_what_is_typed_inside_a_program(screens):
    page = screens["light", 1280].visit("docker/first-steps/")
    block = page.locator(".language-console", has_text="docker exec -it web sh").first
    assert [prompt.inner_text().strip() for prompt in block.locator("button.gp").all()] == ["$", "#", "#", "#"]
    assert copied(page, block.locator("button.copy")) == "docker exec -it web sh"
    assert copied(page, block.locator("button.gp").nth(1)) == "hostname"


def copied(page, button):
    """Press a copy button with the keyboard; return what the clipboard has then."""
    page.evaluate("navigator.clipboard.writeText('')")
    button.focus()
    page.keyboard.press("Enter")
    return page.wait_for_function("navigator.clipboard.readText()").json_value()


def test_each_prompt_copies_its_command_with_the_lines_that_it_goes_on_in(screens):
    page = screens["light", 360].visit("start/how-to-use/")
    block = page.locator(".language-console").first
    commands = [copied(page, prompt) for prompt in block.locator("button.gp").all()]
    path = BOOK.docs / "examples/start/how-to-use/reading/01-reading.console"
    lines = path.read_text(encoding="utf-8").splitlines()
    assert "\n".join(commands).split("\n") == [line[2:] for line in lines if line.startswith(("$ ", "> "))]
    assert len(commands) == len([line for line in lines if line.startswith("$ ")])


def test_no_option_of_a_command_is_broken_after_its_hyphen(screens):
    page = screens["light", 360].visit("kubernetes/pods/")
    page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
    rows = page.evaluate(
        "[...document.querySelectorAll('.whole')].map(w => [w.textContent, w.getClientRects().length])"
    )
    assert ["--for=", 1] in rows and ["-qO-", 1] in rows
    assert [word for word, number in rows if number > 1] == []


def test_a_word_of_another_chapter_tells_what_it_means_to_pointer_and_key(screens):
    page = screens["light", 1280].visit("docker/first-steps/")
    word, meaning = page.locator(".term button").first, page.locator(".term [popover]").first
    assert not meaning.is_visible()
    word.hover()
    meaning.wait_for()
    page.mouse.move(0, 0)
    meaning.wait_for(state="hidden")
    word.focus()
    page.keyboard.press("Enter")
    meaning.wait_for()
    page.mouse.move(0, 0)
    page.keyboard.press("Tab")  # to the link in it
    assert page.evaluate("document.activeElement.closest('[popover]') !== null") and meaning.is_visible()
    page.keyboard.press("Escape")
    meaning.wait_for(state="hidden")


def test_paper_shows_whole_lines_and_of_a_folded_box_its_title(screens):
    page = screens["light", 1280].visit("docker/first-steps/")
    page.set_viewport_size({"width": 690, "height": 900})  # of a sheet
    page.emulate_media(media="print")
    try:
        assert page.evaluate("document.documentElement.scrollWidth") <= 690
        cut = "e => e.scrollWidth > e.clientWidth + 3 && getComputedStyle(e).overflowX != 'visible'"
        shown = "[...document.querySelectorAll('article pre *, article table *')]"
        assert page.evaluate(f"{shown}.filter({cut}).length") == 0
        titles = page.locator("article details:not(.files) > summary").all()
        assert titles and all(title.is_visible() for title in titles)
        assert not [box for box in page.locator("article details > :not(summary)").all() if box.is_visible()]
    finally:
        page.emulate_media(media="screen")
        page.set_viewport_size({"width": 1280, "height": 900})


@pytest.mark.parametrize(
    ("path", "words", "found"),
    [
        ("", "imagenes", "Imágenes y capas"),
        ("", "imágenes", "Imágenes y capas"),
        ("en/", "layers", "Images and layers"),
    ],
)
def test_search_finds_a_chapter_in_its_language_with_and_without_accents(path, words, found, screens):
    screen = screens["light", 1280]
    page = screen.visit(path)
    loaded = page.evaluate("performance.getEntriesByType('resource').map(({name}) => name)")
    assert not [name for name in loaded if "search" in name]  # a page that is only read does not need it
    with page.expect_request("**/search_index.json") as asked:
        page.locator(".md-search__input").click()
    assert asked.value.url.endswith(f"/{path}search/search_index.json")
    page.locator(".md-search__input").press_sequentially(words)
    page.wait_for_selector(".md-search-result__item")
    assert found in page.locator(".md-search-result__item h1").all_text_contents()
    assert not screen.faults
