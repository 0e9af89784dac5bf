"""What is asked of the board: / for people, /health for Docker, /enter/jazz by whoever counts."""

import os
from http.server import BaseHTTPRequestHandler

from board import Board
from page import page


def handler(venue: str, board: Board) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            can_count = os.access(board.data, os.W_OK)
            health = (200, "ok") if can_count else (503, f"cannot write to {board.data}")
            answers = {"/": (200, page(venue, board)), "/health": health}
            self.answer(*answers.get(self.path, (404, "no such page")))

        def do_POST(self) -> None:
            concert = self.path.removeprefix("/enter/")
            known = concert in board.concerts
            self.answer(303, f"{board.enter(concert)} inside") if known else self.answer(404, "no such concert")

        def answer(self, status: int, text: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", f"text/{'html' if '<' in text else 'plain'}; charset=utf-8")
            self.send_header("Location", "/")  # with 303, a browser goes back to the page
            self.end_headers()
            self.wfile.write(f"{text}\n".encode())

    return Handler
