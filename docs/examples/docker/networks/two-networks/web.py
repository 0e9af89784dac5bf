"""Sell a ticket to each visitor; the database counts them."""

import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import psycopg  # it reads PGHOST and PGUSER by itself


def sell():
    password = os.environ["POSTGRES_PASSWORD"]
    with psycopg.connect(password=password, connect_timeout=3) as database:
        database.execute("CREATE SEQUENCE IF NOT EXISTS sold")
        return database.execute("SELECT nextval('sold')").fetchone()[0]


class Shop(BaseHTTPRequestHandler):
    def do_GET(self):
        try:
            status, body = 200, f"Ticket {sell()} is yours\n"
        except psycopg.OperationalError:
            status, body = 503, "The database does not answer\n"
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())


ThreadingHTTPServer(("0.0.0.0", 8000), Shop).serve_forever()
