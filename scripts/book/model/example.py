"""An example: a folder with transcripts, or with the reason why it is not run, and what is said about it.

Beside its files stand its record (`run.json`), the rules that it breaks on purpose (`waivers.yaml`) and the reason
why it is not run (`not-run.md`, one line `es: …` and one `en: …`). An example may stand inside another one, as
a solution below its exercise: its files belong to it, and to no other. A solution runs where its reader has
solved the exercise: in a folder that holds the files of the exercise, and over them its own, and in its namespace.

What an example takes from another one it names by the path from its own folder (`build: ../../../docker/compose/shop`):
there is one source, and a reader who unpacks both archives has it in that place.
"""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from book.model.picture import PICTURE, Picture
from book.model.projects import is_compose
from lablint.formats import files
from lablint.formats.transcript import TranscriptError, read

RECORD, WAIVERS, NOT_RUN = "run.json", "waivers.yaml", "not-run.md"
CLEANUP = "99-cleanup.console"  # always runs, as the last one
BESIDE = {RECORD, WAIVERS, NOT_RUN}  # what the book says about an example; no run reads it, no reader gets it
SOLUTION = "solution"  # the folder of an exercise that holds what students see last
ELSEWHERE = re.compile(r"(?<![\w./-])(?:\.\./)+[\w/.-]*\w")  # a path out of a file's folder


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
        slug = self.slug.removesuffix(f"/{SOLUTION}")
        return slug.partition("/")[2].replace("/", "-") or slug

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
        """What lies in its folder when it runs: its files and, below those of a solution, what its exercise gives.

        What it takes from another example lies beside, under a name that begins with `../`.
        """
        own = {self.name_of(path): path for path in self.files}
        given: dict[str, Path] = {}
        if self.home != self.folder:
            exercise = Example(self.home)
            given = {name: path for name, path in exercise.paths.items() if path not in exercise.beside}
        lent = {Path(os.path.relpath(path, self.home)).as_posix(): path for path in self.lent}
        return dict(sorted((given | lent | own).items()))

    @property
    def home(self) -> Path:
        """The folder in which its reader is: that of the exercise, where it is a solution."""
        return self.folder.parent if self.folder.name == SOLUTION else self.folder

    @cached_property
    def lent(self) -> list[Path]:
        """The files of other examples that it takes: those it names, and all of a folder but what starts it there."""
        found: set[Path] = set()
        for path in self.files:
            for written in set(ELSEWHERE.findall(files.text(path) or "")):
                target = Path(os.path.normpath((self.home / self.name_of(path)).parent / written))
                if "examples" not in target.parts[:-2] or target in self.home.parents:
                    continue
                if target.is_file() and self.home not in target.parents:
                    found.add(target)
                elif target.is_dir() and self.home not in (target, *target.parents):
                    other = Example(target)
                    found |= {one for one in other.files if one not in other.beside and not is_compose(one.name)}
        return sorted(found)

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


def is_solution(path: Path) -> bool:
    """Tell whether a path of docs/examples lies in the solution of an exercise, or is that folder."""
    parts = path.parts
    return SOLUTION in parts[parts.index("examples") :] if "examples" in parts else SOLUTION in parts[-1:]


def examples(base: Path) -> Iterator[Example]:
    """Yield the examples in a folder and below it, in the order of their paths."""
    marks = [*base.rglob("*.console"), *base.rglob(NOT_RUN)]
    yield from map(Example, sorted({mark.parent for mark in marks}))
