"""An example: a folder with transcripts, or with the reason why it is not run, and what is said about it.

Beside its files stand its record (`run.json`), the rules that it breaks on purpose (`waivers.yaml`) and the reason
why it is not run (`not-run.md`, one line `es: …` and one `en: …`). An example may stand inside another one, as
a solution below its exercise: its files belong to it, and to no other. A solution runs where its reader has
solved the exercise: in a folder that holds the files of the exercise, and over them its own, and in its namespace.
Of a lab, the exercise is the folder `start` beside the solution.

An example may name a file or a folder of another one by its relative path, as in
`build: ../../../docker/compose/shop`: what is there comes along wherever it runs, and into its archive.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from os.path import normpath, relpath
from pathlib import Path

from book.model.layout import LABS
from book.model.picture import PICTURE, Picture
from book.model.projects import is_compose
from lablint.formats import files
from lablint.formats.transcript import TranscriptError, read

RECORD, WAIVERS, NOT_RUN = "run.json", "waivers.yaml", "not-run.md"
CLEANUP = "99-cleanup.console"  # always runs, as the last one
BESIDE = {RECORD, WAIVERS, NOT_RUN}  # what the book says about an example; no run reads it, no reader gets it
SOLUTION = "solution"  # the folder of an exercise that holds what students see last
START = "start"  # the folder of a lab that students work in
CHECKS = {"check.sh", "lab.sh"}  # what they run to see how far they are, and what it rests on: nobody has to read it
ABOVE = re.compile(r"(?<![\w.])(?:\.\./)+[\w./-]*\w")  # a relative path that leaves a folder
CHAPTER = 2  # names in the slug of a chapter: what is named below it may be a folder


@dataclass(frozen=True)
class Example:
    """The example in a folder; two of the same folder are the same."""

    folder: Path

    @cached_property
    def slug(self) -> str:
        """Its path below docs/examples: `docker/storage/keep-data`; elsewhere the folder's name."""
        parts = self.folder.resolve().parts
        return "/".join(parts[parts.index("examples") + 1 :]) if "examples" in parts else parts[-1]

    @property
    def namespace(self) -> str:
        """The namespace that it has in the cluster, of its chapter and of itself: `pods-first`."""
        slug = self.home.slug
        slug = slug.removesuffix(f"/{START}") if slug.startswith(f"{LABS}/") else slug
        return slug.partition("/")[2].replace("/", "-") or slug

    @cached_property
    def home(self) -> "Example":
        """The example in whose folder its reader works: of a solution that of its exercise, else itself."""
        if self.folder.name != SOLUTION:
            return self
        start = self.folder.parent / START
        return Example(start if start.is_dir() else self.folder.parent)

    @cached_property
    def files(self) -> list[Path]:
        """Its own files, transcripts too, in the order of their names."""
        nested = {other.folder for other in examples(self.folder)} - {self.folder}
        found = (path for path in self.folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
        own = (path for path in found if path.name not in BESIDE and nested.isdisjoint(path.parents))
        return sorted(own, key=self.name_of)

    def name_of(self, path: Path) -> str:
        """Return what one of its files is called: its path from the folder."""
        return path.relative_to(self.folder).as_posix()

    @cached_property
    def paths(self) -> dict[str, Path]:
        """What is there when it runs, by its name from the folder: what lies in the folder and what comes along."""
        return dict(sorted((self.inside | {relpath(path, self.home.folder): path for path in self.lent}).items()))

    @cached_property
    def inside(self) -> dict[str, Path]:
        """What lies in its folder when it runs: its files and, below those of a solution, what its exercise gives."""
        own = {self.name_of(path): path for path in self.files}
        if self.home is self:
            return own
        given = {self.home.name_of(path): path for path in self.home.files if path not in self.home.beside}
        return given | own

    @cached_property
    def lent(self) -> set[Path]:
        """The files of other examples that its commands and files name, and those that these name."""
        if "examples" not in self.folder.parts:
            return set()
        base = Path(*self.folder.parts[: self.folder.parts.index("examples") + 1])
        home, found = self.home.folder, set[Path]()
        waiting = [(home / name).parent / way for name, path in self.inside.items() for way in _ways_out(path)]
        while waiting:
            target = Path(normpath(waiting.pop()))
            if not target.is_relative_to(base) or target.is_relative_to(home) or home.is_relative_to(target):
                continue
            depth = len(target.relative_to(base).parts)
            there = [target] if target.is_file() else Example(target).given if depth > CHAPTER else []
            new = set(there) - found - set(self.inside.values())
            found |= new
            waiting += [path.parent / way for path in new for way in _ways_out(path)]
        return found

    @property
    def given(self) -> list[Path]:
        """What another one takes from it: its files without transcripts, pictures and what starts it there."""
        return [path for path in self.files if path not in self.beside and not is_compose(path.name)]

    @property
    def contents(self) -> dict[str, bytes]:
        """What these hold now."""
        return {name: path.read_bytes() for name, path in self.paths.items()}

    @property
    def transcripts(self) -> list[Path]:
        """Its transcripts, in the order in which they run."""
        return [path for path in self.files if path.suffix == ".console" and path.parent == self.folder]

    @cached_property
    def texts(self) -> dict[str, str]:
        """What these say now, without those that are no text."""
        found = {name: files.text(path) for name, path in self.paths.items()}
        return {name: text for name, text in found.items() if text is not None}

    @cached_property
    def commands(self) -> list[str]:
        """The commands of its transcripts; none of a transcript that cannot be read."""
        found: list[str] = []
        for path in self.transcripts:
            with suppress(TranscriptError):
                found += [step.command for step in read(path)]
        return found

    @property
    def pictures(self) -> list[Picture]:
        """The pictures of pages that it takes, in the order of their names."""
        return [Picture(path) for path in self.files if path.name.endswith(PICTURE) and path.parent == self.folder]

    @property
    def beside(self) -> set[Path]:
        """Its files that no program of it reads: transcripts and the pictures of pages."""
        return {*self.transcripts, *(path for picture in self.pictures for path in picture.files)}

    @property
    def reasons(self) -> dict[str, str]:
        """Why it is not run, in each language that has a reason; empty if it is."""
        path = self.folder / NOT_RUN
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        return {language: reason for language, mark, reason in (line.partition(": ") for line in lines) if mark}

    @property
    def runs(self) -> bool:
        """Tell whether it is run where the book is tested."""
        return not (self.folder / NOT_RUN).exists()

    @property
    def is_solution(self) -> bool:
        """Tell whether it is the solution of an exercise."""
        return is_solution(self.folder)


def _ways_out(path: Path) -> list[str]:
    """Return the relative paths out of its folder that a file names; of a transcript, those in its commands."""
    if path.suffix == ".console":
        with suppress(TranscriptError):
            return ABOVE.findall("\n".join(step.command for step in read(path)))
        return []
    return ABOVE.findall(files.text(path) or "")


def is_solution(path: Path) -> bool:
    """Tell whether a path of docs/examples lies in the solution of an exercise, or is that folder."""
    parts = path.parts
    return SOLUTION in parts[parts.index("examples") :] if "examples" in parts else SOLUTION in parts[-1:]


def examples(base: Path) -> Iterator[Example]:
    """Yield the examples in a folder and below it, in the order of their paths."""
    marks = [*base.rglob("*.console"), *base.rglob(NOT_RUN)]
    yield from map(Example, sorted({mark.parent for mark in marks}))
