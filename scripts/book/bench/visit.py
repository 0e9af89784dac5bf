"""What a browser with nothing stored loads for a page, and prints; text counts as a server sends it, compressed."""

import functools
import gzip
import http.server
import io
import threading
from pathlib import Path

from book.browser import chromium

COMPRESSED = ("text/", "javascript", "json", "svg", "xml", "manifest")


def load(site: Path, path: str) -> dict[str, int]:
    """Return {address: bytes} of what a browser with nothing stored loads for a page."""
    handler = functools.partial(_Quiet, directory=site)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, chromium() as browser:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        assert browser, "scripts/bench asks whether there is one"
        page, answers = browser.new_page(), []
        page.on("response", lambda answer: answers.append(answer))
        page.goto(f"http://127.0.0.1:{server.server_port}/{path}", wait_until="networkidle")
        loaded = {answer.url: weight(answer.headers.get("content-type", ""), answer.body()) for answer in answers}
        server.shutdown()
    return loaded


def printed(site: Path, path: str) -> int:
    """Return how many sheets a browser prints of a page."""
    from pypdf import PdfReader

    handler = functools.partial(_Quiet, directory=site)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, chromium() as browser:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        assert browser, "scripts/bench asks whether there is one"
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/{path}", wait_until="networkidle")
        sheets = len(PdfReader(io.BytesIO(page.pdf(format="A4"))).pages)
        server.shutdown()
    return sheets


def weight(kind: str, body: bytes) -> int:
    """Return the bytes that a server sends for a body."""
    return len(gzip.compress(body, 6)) if any(name in kind for name in COMPRESSED) else len(body)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass
