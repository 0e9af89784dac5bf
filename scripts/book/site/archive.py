"""The examples as archives, of a chapter and of the whole book; the same files always give the same bytes.

What they unpack has the book's own paths, so that all of them unpacked in one folder give one tree, in which
`cd docker/storage/lose-data` is the same for everybody. What an example takes from another chapter's comes along,
so that an archive is enough by itself. Solutions are archives of their own.
"""

import io
import zipfile
from functools import cache
from pathlib import Path

from book.model.example import BESIDE, examples, is_solution
from book.site.page import book

LONG_AGO = (1980, 1, 1, 0, 0, 0)
COURSE = "course"  # stands for the slug of the archive of everything


def example_files(folder: Path) -> list[Path]:
    """Return the files below a folder that a student gets, in path order: no records, no pictures of pages."""
    pictures = [picture for example in examples(folder) for picture in example.pictures]
    taken = {path for picture in pictures for path in (picture.path, picture.png, picture.structure)}
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name not in BESIDE)
    return [path for path in found if path not in taken]


def contents(slug: str, solutions: bool = False) -> list[Path]:
    """Return the files of the archive of a chapter, or of the course, in path order."""
    chapters = book.chapters if slug == COURSE else [book.chapter(slug)]
    found = {path for one in chapters for path in example_files(book.docs / "examples" / one.slug)}
    found |= {path for one in chapters for path in one.shared}
    found |= {path for one in chapters for example in one.examples for path in example.lent}
    return sorted(path for path in found if is_solution(path) == solutions)


def address(slug: str, solutions: bool = False) -> str:
    """Return where an archive is below the site: `downloads/docker-storage-solutions.zip`."""
    return f"downloads/{slug.replace('/', '-')}{'-solutions' if solutions else ''}.zip"


@cache
def archive(slug: str, solutions: bool = False) -> bytes:
    """Return the bytes of an archive; none where there is nothing for it."""
    buffer, paths = io.BytesIO(), contents(slug, solutions)
    if not paths:
        return b""
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for path in paths:
            info = zipfile.ZipInfo(path.relative_to(book.docs / "examples").as_posix(), LONG_AGO)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = (0o755 if path.stat().st_mode & 0o100 else 0o644) << 16
            target.writestr(info, path.read_bytes())
    return buffer.getvalue()


def size(slug: str, solutions: bool = False) -> int:
    """Return how many kB an archive has, one at least."""
    return max(1, round(len(archive(slug, solutions)) / 1024))
