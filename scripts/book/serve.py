"""Tell before the book is built that the address where it would be served is taken.

MkDocs builds first, and then ends in a traceback.
"""

import argparse
import errno
import socket
import sys

DEFAULT = "127.0.0.1:8000"  # MkDocs' own


def taken(address: str) -> bool:
    """Tell whether another program listens at `host:port`; what is no such address is left to MkDocs."""
    host, _, port = address.rpartition(":")
    try:
        found = socket.getaddrinfo(host.strip("[]"), int(port), type=socket.SOCK_STREAM)
        with socket.socket(found[0][0], socket.SOCK_STREAM) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as MkDocs does
            tried.bind(found[0][4])
    except (OSError, ValueError, OverflowError) as error:
        return getattr(error, "errno", None) == errno.EADDRINUSE
    return False


def another(address: str) -> str:
    """Return the address with the next port."""
    host, _, port = address.rpartition(":")
    return f"{host}:{int(port) + 1}"


def main() -> None:
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("-a", "--dev-addr", default=DEFAULT)
    address = parser.parse_known_args()[0].dev_addr
    if taken(address):
        sys.exit(f"scripts/serve: {address} is taken; choose another: scripts/serve --dev-addr {another(address)}")


if __name__ == "__main__":
    main()
