"""Every page as a browser shows it whose network is cut: complete, as wide as the screen, without barriers.

A page is visited once for each screen, and what the tests ask is noted there. One browser has as many windows of each
screen as there are processors: each page is drawn and looked through by a process of its own.
"""

import asyncio
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, Request, Response, async_playwright

from book import setup
from book.browser import FLAGS
from book.model import LANGUAGES, Book

pytestmark = pytest.mark.browser
BOOK = Book()
SCREENS = (("light", 360), ("light", 1280), ("dark", 1280))
HEIGHT = {360: 740, 1280: 900}
CUT = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"

AXE = Axe().axe_script
LOOK = """async () => {
  for (const image of document.images) {
    image.loading = 'eager';  // one that the page fetches only when it comes near
    await image.decode().catch(() => null);
  }
  return [
  document.documentElement.scrollWidth,
  [...document.images].filter(image => !image.naturalWidth).map(image => image.src),
  document.fonts.check('16px Inter'),
]}"""
# What is cut off at its right edge without saying so, and what lies below a copy button.
HIDDEN = """async () => {
  document.querySelectorAll('details').forEach(details => details.open = true);
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  const cut = [...document.querySelectorAll('main *')].filter(element => {
    const {display, overflowX} = getComputedStyle(element);
    const moves = element.matches('.columns.more, .md-typeset__scrollwrap.more') && element.tabIndex == 0;
    return element.closest('article') && display != 'inline' && overflowX != 'visible' && !moves
      && element.scrollWidth > element.clientWidth + 3;
  });
  const covered = [...document.querySelectorAll('.copy')].filter(button => {
    const {left, top, bottom} = button.getBoundingClientRect(), text = document.createRange();
    return [...button.parentElement.querySelectorAll('.line, .command, .go')].slice(0, 4).some(line => {
      text.selectNodeContents(line);
      return line.textContent.trim() && [...text.getClientRects()].some(box =>
        box.width > 1 && box.right > left + 8 && box.top < bottom - 8 && box.bottom > top + 8);
    });
  }).map(button => button.parentElement);
  return [...cut, ...covered].map(element => `${element.tagName}: ${element.textContent.trim().slice(0, 60)}`);
}"""
# The contrast of a text takes axe longer than all else together; so one text of each look stands for all of that look:
# of the same colour, size and weight, on the same grounds.
BARRIERS = """async everything => {
  document.querySelectorAll('details').forEach(details => details.open = true);
  const grounds = new Map([[null, '']]), looks = new Map();
  const ground = element => {
    if (!grounds.has(element)) {
      const {backgroundColor, backgroundImage, opacity} = getComputedStyle(element);
      grounds.set(element, [backgroundColor, backgroundImage, opacity, ground(element.parentElement)].join());
    }
    return grounds.get(element);
  };
  for (const element of document.body.querySelectorAll('*')) {
    const text = [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (text && element.checkVisibility({visibilityProperty: true, opacityProperty: true})) {
      const {color, fontSize, fontWeight} = getComputedStyle(element);
      looks.set([color, fontSize, fontWeight, ground(element)].join(), element);
    }
  }
  const only = {resultTypes: ['violations'], runOnly: ['color-contrast']};
  const found = [await axe.run({include: [...looks.values()]}, only)];
  if (everything) {
    found.push(await axe.run({resultTypes: ['violations'], rules: {'color-contrast': {enabled: false}}}));
  }
  return found.flatMap(({violations}) => violations.map(
    ({id, nodes}) => `${id}: ${nodes.slice(0, 5).map(node => node.target).join('; ')}`
  ));
}"""


@dataclass
class Visit:
    """What one visit of a page told."""

    faults: list[str] = field(default_factory=list)  # what the console said, what failed, what left the machine
    wide: int = 0
    lacking: list[str] = field(default_factory=list)  # pictures and fonts that are not there
    hidden: list[str] = field(default_factory=list)  # what stands where the end of a line cannot be seen
    barriers: list[str] = field(default_factory=list)


class Window:
    """A window of one width and colour scheme."""

    def __init__(self, page: Page, address: str, scheme: str) -> None:
        self.page, self.address, self.scheme = page, address, scheme
        self.faults: list[str] = []
        page.on("console", lambda message: self.faults.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("request", self.asked)
        page.on("response", self.answered)

    def asked(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.faults.append(f"left the machine: {request.url}")

    def answered(self, response: Response) -> None:
        if response.status >= 400:  # 304 is the browser's cache at work
            self.faults.append(f"{response.status}: {response.url}")

    async def visit(self, path: str) -> Visit:
        self.faults.clear()
        await self.page.goto(self.address + path, wait_until="load")
        await self.page.evaluate("document.fonts.ready")
        wide, lacking, font = await self.page.evaluate(LOOK)
        visit = Visit([*self.faults], wide, [*lacking, *([] if font else ["the font Inter"])])
        visit.hidden = await self.page.evaluate(HIDDEN)
        await self.page.evaluate(AXE)
        visit.barriers = await self.page.evaluate(BARRIERS, self.scheme == "light")  # all else is as in the light
        return visit


Notes = dict[tuple[str, str, int], "Future[Visit]"]


def path_of(language: str, slug: str) -> str:
    """Where a page is below the site: ``, `en/docker/dockerfile/`."""
    parts = ["" if language == LANGUAGES[0] else language, slug.removesuffix("index").rstrip("/")]
    return "".join(f"{part}/" for part in parts if part)


PATHS = [path_of(language, slug) for language in LANGUAGES for slug in BOOK.nav]
each_path = pytest.mark.parametrize("path", PATHS)


@pytest.fixture(scope="session")
def visits(request: pytest.FixtureRequest, has_browser: None, address: str) -> Iterator[Notes]:
    """The visits of the pages that were asked for; each is there when its page was looked through."""
    asked = [item.callspec.params["path"] for item in request.session.items if "visits" in item.fixturenames]
    with visited(address, asked) as notes:
        yield notes


@contextmanager
def visited(address: str, paths: Iterable[str]) -> Iterator[Notes]:
    """Give the notes of visits that go on meanwhile."""
    notes: Notes = {(path, *screen): Future() for path in dict.fromkeys(paths) for screen in SCREENS}
    thread = threading.Thread(target=asyncio.run, args=[visit_all(address, notes)])
    thread.start()
    try:
        yield notes
    finally:
        for note in notes.values():
            note.cancel()  # where the tests were interrupted
        thread.join()


async def visit_all(address: str, notes: Notes) -> None:
    """Make all visits; whoever waits for one is told of what prevented it."""
    left = iter(notes.items())
    try:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=setup.chromium(), args=[*FLAGS, CUT])
            await asyncio.gather(*(visit_some(browser, address, left) for _ in range(os.cpu_count() or 1)))
            await browser.close()
    except Exception as error:
        for _, note in left:
            note.set_exception(error)


async def visit_some(browser: Browser, address: str, left: Iterator) -> None:
    windows = {}
    for scheme, width in SCREENS:
        size = {"width": width, "height": HEIGHT[width]}
        context = await browser.new_context(viewport=size, color_scheme=scheme)
        windows[scheme, width] = Window(await context.new_page(), address, scheme)
    for (path, *screen), note in left:
        if not note.set_running_or_notify_cancel():
            continue
        try:
            note.set_result(await windows[tuple(screen)].visit(path))
        except Exception as error:
            note.set_exception(error)


@each_path
def test_a_page_is_complete_without_a_network_and_fits_the_screen(path: str, visits: Notes) -> None:
    for scheme, width in SCREENS:
        visit = visits[path, scheme, width].result()
        assert not visit.faults, f"{scheme}, {width} px"
        assert visit.wide <= width, f"{scheme}: the page is {visit.wide} px wide on a screen of {width} px"
        assert not visit.lacking, f"{scheme}, {width} px"
        assert not visit.hidden, f"{scheme}, {width} px: the end of a line cannot be seen"


@each_path
def test_axe_finds_no_barrier_on_a_page(path: str, visits: Notes) -> None:
    found = {(scheme, width): visits[path, scheme, width].result().barriers for scheme, width in SCREENS}
    assert found == {screen: [] for screen in SCREENS}


GOOD = """<!doctype html><html lang="en"><head><title>Shop</title><link rel="icon" href="data:,"></head><body><main>
<article><h1>Shop</h1></article><details><summary>More</summary><p>Dark</p></details></main></body></html>"""
FAULTS = {
    "<p>Dark": '<p style="color: #aaa">Pale</p><p style="color: #aaa">Pale too',  # inside what is folded
    "</h1>": '</h1><img src="nothing.png" alt="Nothing"><p style="width: 2000px">Wide</p>'
    '<pre style="overflow: hidden; width: 90px">kubectl get pods --all-namespaces</pre>',
    "</main>": "</main><script>fetch('http://elsewhere.invalid/').catch(() => console.warn('alone'))</script>",
}


def test_a_visit_tells_what_is_wrong_with_a_page_and_nothing_of_its_good_twin(
    has_browser: None, serve: Callable[[Path], AbstractContextManager[str]], tmp_path: Path
) -> None:
    bad = GOOD
    for old, new in FAULTS.items():
        bad = bad.replace(old, new)
    (tmp_path / "good.html").write_text(GOOD)
    (tmp_path / "bad.html").write_text(bad)
    with serve(tmp_path) as address, visited(address, ["good.html", "bad.html"]) as notes:
        for screen in SCREENS:
            assert notes["good.html", *screen].result() == Visit(wide=screen[1])
            visit = notes["bad.html", *screen].result()
            assert {f"404: {address}nothing.png", "left the machine: http://elsewhere.invalid/"} <= {*visit.faults}
            assert visit.hidden == ["PRE: kubectl get pods --all-namespaces"]
            assert visit.wide > screen[1] and visit.lacking == [f"{address}nothing.png"]
            assert [barrier.partition(":")[0] for barrier in visit.barriers] == ["color-contrast"]
