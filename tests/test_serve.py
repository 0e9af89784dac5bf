"""`scripts/serve` says in one line that its address is taken, before it builds the book."""

import socket
import subprocess

from book.model import ROOT
from book.serve import another, taken


def test_an_address_that_is_taken_is_named_with_another_one():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        address = f"127.0.0.1:{other.getsockname()[1]}"
        done = subprocess.run([ROOT / "scripts" / "serve", "--dev-addr", address], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (1, "")
    told = f"scripts/serve: {address} is taken; choose another: scripts/serve --dev-addr {another(address)}"
    assert done.stderr.splitlines()[-1] == told
    assert "Traceback" not in done.stderr
    assert not taken(address)


def test_what_is_no_address_is_left_to_mkdocs():
    assert not any(map(taken, ["8000", "127.0.0.1:many", "127.0.0.1:99999999", "no.such.host.invalid:80"]))
