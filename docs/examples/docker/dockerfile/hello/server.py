"""The smallest web: every visit gets the same greeting."""

from http.server import BaseHTTPRequestHandler, HTTPServer


class Greeting(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"Hello from a container\n")


HTTPServer(("0.0.0.0", 8000), Greeting).serve_forever()
