"""A text file, as far as anybody reads one: nobody writes a megabyte by hand."""

from pathlib import Path

LARGEST = 1_000_000  # bytes


def beginning(path: Path) -> bytes:
    """Return the first bytes of a file, one more than anybody reads; raises OSError."""
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


def text(path: Path) -> str | None:
    """Return the text of a file, None if it cannot be read, is none or is too large."""
    try:
        data = beginning(path)
        found = data.decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    return None if len(data) > LARGEST or "\0" in found else found
