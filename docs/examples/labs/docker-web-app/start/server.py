"""The board at the door of the venue, on port 8000: it shows tonight's concerts and counts who comes in."""

import os
import signal
import sys
from http.server import ThreadingHTTPServer
from pathlib import Path

from board import Board
from web import handler

VENUE = os.environ.get("VENUE", "a venue without a name")
DATA = Path("/data")

# As process 1 it would not hear it otherwise.
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
board = Board(Path("concerts.txt"), DATA)
ThreadingHTTPServer(("0.0.0.0", 8000), handler(VENUE, board)).serve_forever()
