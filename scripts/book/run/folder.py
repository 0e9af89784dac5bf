"""Run the transcripts of one example folder, in a copy of it, and see what they leave behind.

The copy holds what a reader has: the example's files without transcripts and records, in a folder
of the same name, because Compose names its project after the folder. The place is the same for
every run, so that a path in an output is the same too; one run at a time is what `lock` is for.

A journal beside the copy says what is running. Whoever finds one begins by cleaning up after the
run that was killed. Nothing is ever removed that was there before the run.
"""

import contextlib
import json
import re
import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from book.run import engine, images, record
from book.run.compare import difference
from book.run.shell import BOUND, Result, Shell
from book.run.transcript import Step, TranscriptError, read

CLEANUP = "99-cleanup.console"
OWN = {"bridge", "host", "none", "podman"}  # networks that every engine has


@dataclass
class Outcome:
    """What came of a folder: what failed, what differed, and what was printed."""

    folder: Path
    failures: list[str] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)
    printed: dict[str, list[tuple[Step, Result]]] = field(default_factory=dict)
    contents: dict[str, bytes] = field(default_factory=dict)
    ran_on: dict = field(default_factory=dict)


def work() -> Path:
    return Path(tempfile.gettempdir()) / "book-run"


def journal() -> Path:
    return Path(tempfile.gettempdir()) / "book-run.json"


class Run:
    """One run of one folder; `outcome` tells what came of it."""

    def __init__(self, folder: Path, keep: bool = False, bound: float = BOUND):
        self.folder, self.keep, self.bound = folder, keep, bound
        self.outcome = Outcome(folder)
        self.place = work() / folder.name
        self.transcripts = {path.name: read(path) for path in sorted(folder.glob("*.console"))}
        self.commands = [step.command for steps in self.transcripts.values() for step in steps]

    def __call__(self) -> Outcome:
        self.outcome.contents = {name: (self.folder / name).read_bytes() for name in record.files(self.folder)}
        tools = engine.needs("\n".join(self.commands))
        versions, _ = engine.versions(tools)
        self.outcome.ran_on = versions | {"architecture": engine.architecture()}
        texts = {name: content.decode("utf-8", "replace") for name, content in self.outcome.contents.items()}
        for image in sorted(images.used(self.commands, texts)):
            if engine.docker("image", "inspect", image) is None:
                engine.docker("pull", "--quiet", image)
        before = engine.things()
        if self._taken(before, images.made(self.commands, texts)):
            return self.outcome
        cache = engine.build_cache()
        self._copy()
        journal().write_text(json.dumps({"folder": str(self.folder), "before": sorted(before), "cache": cache}))
        try:
            self._transcripts()
        finally:
            self._clean(before, cache)
        return self.outcome

    def _taken(self, before, made) -> bool:
        """Report what is there already under a name the example uses; a run would take it for its own."""
        words = set(re.findall(r"[\w.-]+", "\n".join(self.commands)))
        for thing in sorted(before):
            if thing.name in made if thing.kind == "image" else thing.name in words - OWN:
                self.outcome.failures.append(
                    f"{self.folder}: there is already a {thing.kind} {thing.name}, which the example would use and "
                    f"remove; remove it first: docker {' '.join(engine.KINDS[thing.kind][1])} {thing.name}"
                )
        return bool(self.outcome.failures)

    def _copy(self):
        shutil.rmtree(work(), ignore_errors=True)
        for name, content in self.outcome.contents.items():
            if not name.endswith(".console"):
                target = self.place / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
                target.chmod((self.folder / name).stat().st_mode & 0o777)
        self.place.mkdir(parents=True, exist_ok=True)

    def _transcripts(self):
        for name, steps in self.transcripts.items():
            if name == CLEANUP:
                continue
            if not self._execute(name, steps):
                return

    def _clean(self, before, cache):
        if CLEANUP in self.transcripts:
            if self.outcome.failures or set(self.transcripts) - {CLEANUP} - set(self.outcome.printed):
                sweep(self.place, self.transcripts[CLEANUP], self.bound)
            else:
                self._execute(CLEANUP, self.transcripts[CLEANUP])
        left = sorted(engine.things() - before)
        if not self.keep:
            engine.remove(left)
            engine.forget_builds(cache)
            shutil.rmtree(work(), ignore_errors=True)
        journal().unlink()
        for thing in left:
            self.outcome.failures.append(f"{self.folder}: the example leaves a {thing.kind} behind: {thing.name}; remove it in {CLEANUP}")

    def _execute(self, name: str, steps: list[Step]) -> bool:
        """Execute a transcript; return False if a command failed that should not."""
        path, seen = self.folder / name, []
        with Shell(self.place, self.bound) as shell:
            for step, following in zip(steps, [*steps[1:], None], strict=True):
                result = shell.run(step.command)
                if problem := self._problem(result, shell, following):
                    printed = "".join(f"    {line}\n" for line in result.output.splitlines())
                    self.outcome.failures.append(f"{path}:{step.line}: {problem}: $ {step.command}\n{printed}".rstrip())
                    return False
                seen.append((step, result))
                if found := difference(step, result.output):
                    self.outcome.differences.append(f"{path}:{found.line}: output-differs: the book shows something else\n{found.shown}")
        self.outcome.printed[name] = seen
        return True

    def _problem(self, result: Result, shell: Shell, following: Step | None) -> str:
        if result.status is None:
            return f"command-hangs: not done after {self.bound:g} s"
        if shell.dead and following:
            return f"shell-left: the command ended the shell with status {result.status}, and there are more"
        if result.status and not (following and following.command == "echo $?"):
            return f"command-failed: status {result.status} (if that is the lesson, the next command is `echo $?`)"
        return ""


def sweep(place: Path, steps: list[Step], bound: float = BOUND) -> None:
    """Execute a cleanup after something went wrong: nobody compares it, and what fails does not stop it."""
    with Shell(place, bound) as shell:
        for step in steps:
            if not shell.dead:
                shell.run(step.command)


def recover() -> str | None:
    """Clean up after a run that was killed; return its folder, None if there was none."""
    if not journal().exists():
        return None
    try:
        state = json.loads(journal().read_text())
        folder = Path(state["folder"])
        before = {engine.Thing(*thing) for thing in state["before"]}
    except (ValueError, KeyError, TypeError):
        journal().unlink()  # killed while it was written: nothing had begun
        return None
    texts = ""
    with contextlib.suppress(TranscriptError, OSError):
        texts = "\n".join(path.read_text() for path in sorted(folder.glob("*.console")))
        if (work() / folder.name).is_dir() and (folder / CLEANUP).exists():
            sweep(work() / folder.name, read(folder / CLEANUP))
    words = set(re.findall(r"[\w./:-]+", texts))
    ours = [thing for thing in engine.things() - before
            if thing.name in words or re.match(rf"{re.escape(folder.name)}[-_]", thing.name)]
    engine.remove(ours)
    engine.forget_builds(state["cache"])
    shutil.rmtree(work(), ignore_errors=True)
    journal().unlink(missing_ok=True)
    return str(folder)
