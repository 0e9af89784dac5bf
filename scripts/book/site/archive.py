"""A chapter's examples as one zip; the same files always give the same bytes."""

import io
import zipfile
from functools import cache

from book.model import Book
from book.model.example import BESIDE

LONG_AGO = (1980, 1, 1, 0, 0, 0)

book = Book()


def example_files(folder):
    """Return the files below a folder that a student gets, in path order."""
    return [path for path in sorted(folder.rglob("*")) if path.is_file() and path.name not in BESIDE]


@cache
def archive(slug):
    """Return the bytes of the zip of a chapter: its examples and what they share, below a folder of its name."""
    root = book.docs / "examples" / slug
    files = [(path, path.name) for path in book.chapter(slug).shared]
    files += [(path, path.relative_to(root).as_posix()) for path in example_files(root)]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for path, name in files:
            info = zipfile.ZipInfo(f"{root.name}/{name}", LONG_AGO)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = (0o755 if path.stat().st_mode & 0o100 else 0o644) << 16
            target.writestr(info, path.read_bytes())
    return buffer.getvalue()
