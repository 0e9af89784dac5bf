"""A picture of a page is what a browser shows, and its structure what a screen reader has."""

import http.server
import io
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from PIL import Image

from book import setup
from book.model.picture import Picture
from book.run.picture import NoBrowser, NoPage, take

SHOP = b"""<!doctype html><title>Shop</title><h1>Tickets</h1>
<ul><li><a href=/opera>Opera</a></ul><button style="background: linear-gradient(red, blue)">Buy</button>"""


def needs_browser(test):
    return pytest.mark.browser(pytest.mark.usefixtures("has_browser")(test))


class Shop(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(404 if self.path == "/nothing" else 200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(SHOP + b"<p style='height: 5000px'>" * (self.path == "/long"))

    def log_message(self, *args):
        pass


@pytest.fixture
def picture(tmp_path):
    """Where a picture of the shop's page is asked for: a function of the page's path and of further lines."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Shop) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()

        def ask(path="", more=""):
            file = tmp_path / "01-shop.page.yaml"
            file.write_text(f"url: http://127.0.0.1:{server.server_port}/{path}\nalt: {{es: a, en: b}}\n{more}")
            return Picture(file)

        yield ask
        server.shutdown()


def taken(picture):
    """Take a picture, in a thread as a run does: playwright may be at work in this one already."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(take, picture).result()


@needs_browser
def test_a_page_is_drawn_with_few_colours_as_wide_as_asked_and_as_high_as_it_is(picture):
    image = Image.open(io.BytesIO(taken(picture("", "width: 360\n")).png))
    assert image.mode == "P" and image.width == 720 and image.height < 600


@needs_browser
def test_a_long_page_is_cut_at_the_height_of_a_window(picture):
    assert Image.open(io.BytesIO(taken(picture("long")).png)).size == (960, 1600)


@needs_browser
def test_the_structure_has_what_can_be_read_and_pressed(picture):
    lines = taken(picture()).structure.splitlines()
    assert '- heading "Tickets" [level=1]' in lines and '- button "Buy"' in lines


@needs_browser
def test_a_page_that_is_not_there_is_no_picture(picture):
    with pytest.raises(NoPage, match="/nothing answers 404"):
        taken(picture("nothing"))


@needs_browser
def test_a_server_that_does_not_answer_is_told(picture):
    asked = picture()
    asked.path.write_text(asked.path.read_text().replace("//127.0.0.1:", "//127.0.0.2:"))
    with pytest.raises(NoPage, match="does not open"):
        taken(asked)


def test_without_a_browser_it_is_said_which_picture_was_not_taken(picture, monkeypatch):
    monkeypatch.setattr(setup, "chromium", lambda: None)
    with pytest.raises(NoBrowser, match=r"01-shop\.png was not taken"):
        take(picture())
