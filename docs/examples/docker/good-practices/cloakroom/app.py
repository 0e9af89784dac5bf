"""The cloakroom gives each coat a number; whoever says the PIN learns how many there are."""

import os
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

PIN = os.environ.get("PIN") or Path("/run/secrets/pin").read_text().strip()
BOOK = Path("/tmp/coats.txt")


class Cloakroom(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path != f"/{PIN}":
            with BOOK.open("a") as book:
                print("a coat", file=book)
        coats = len(BOOK.read_text().splitlines())
        self.send_response(200)
        self.end_headers()
        text = f"coats so far: {coats}" if self.path == f"/{PIN}" else f"coat {coats}"
        self.wfile.write(f"{text}\n".encode())


HTTPServer(("0.0.0.0", 8000), Cloakroom).serve_forever()
