"""The gate stamps tickets with a key, so that nobody draws a stamp at home."""

import hmac
import os
from pathlib import Path


def key():
    """The variable STAMP_KEY, if there is one, or else what a file says."""
    return os.environ.get("STAMP_KEY") or Path("/run/secrets/stamp-key").read_text().strip()


def app(environ, start_response):
    ticket = environ["PATH_INFO"].strip("/")
    with Path("/tmp/stamped.txt").open("a") as stamped:
        print(ticket, file=stamped)
    stamp = hmac.digest(key().encode(), ticket.encode(), "sha256").hex()[:8]
    concert = os.environ.get("CONCERT", "tango")
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [f"{concert} {ticket} {stamp}\n".encode()]
