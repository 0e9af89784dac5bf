"""Run the transcripts of one example folder, in a copy of it, and see what they leave behind.

The copy holds what a reader has: the example's files without transcripts and records, in a folder
of the same name, because Compose names its project after the folder. Nothing is ever removed
that was there before: a name that is taken stops the run before it begins.
"""

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from book.run import cache, engine, images, record, recovery
from book.run.compare import difference
from book.run.others import OF_EVERY_ENGINE, others, without
from book.run.recovery import CLEANUP
from book.run.shell import BOUND, Result, Shell
from book.run.transcript import Step, read


@dataclass
class Outcome:
    """What came of a folder: what failed, what differs, and what a record needs to know."""

    folder: Path
    contents: dict[str, bytes]  # of its files, when the run began
    ran_on: dict[str, str]
    failures: list[str] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)
    printed: dict[str, list[tuple[Step, Result]]] = field(default_factory=dict)  # by transcripts that went through


class Run:
    """One run of one folder."""

    def __init__(self, folder: Path, keep: bool = False, bound: float = BOUND):
        self.folder, self.keep, self.bound = folder, keep, bound
        self.others: set[str] = set()  # what else the engine holds, as lists of it show
        self.transcripts = {path.name: read(path) for path in sorted(folder.glob("*.console"))}
        self.place = recovery.work() / folder.name

    def __call__(self) -> Outcome:
        """Execute everything; raise nothing for what an example does wrong."""
        contents = {name: (self.folder / name).read_bytes() for name in record.files(self.folder)}
        texts = {name: content.decode("utf-8", "replace") for name, content in contents.items()}
        commands = [step.command for steps in self.transcripts.values() for step in steps]
        versions, _ = engine.versions(engine.needs(self.folder))
        outcome = Outcome(self.folder, contents, versions | {"architecture": engine.architecture()})
        used, made = images.used(commands, texts), images.made(commands, texts)
        for image in sorted(used):
            if engine.docker("image", "inspect", image) is None:
                engine.docker("pull", "--quiet", image)
        before = engine.things()
        self.others = others(before, used)
        outcome.failures += self._taken(before, "\n".join(commands), made)
        if outcome.failures:
            return outcome
        cache.forget_instructions([text for name, text in texts.items() if images.is_dockerfile(name)])
        builds = cache.builds()
        self._copy(contents)
        recovery.begin(self.folder, before, builds)
        try:
            done = all(self._execute(name, outcome) for name in self.transcripts if name != CLEANUP)
            if done and CLEANUP in self.transcripts:
                self._execute(CLEANUP, outcome)
        finally:
            if CLEANUP in self.transcripts and CLEANUP not in outcome.printed:
                recovery.sweep(self.place, self.transcripts[CLEANUP], self.bound)
            standing = engine.of_clusters() | used
            left = sorted(thing for thing in engine.things() - before if thing.name not in standing)
            if not self.keep:
                engine.remove(left)
            cache.forget_since(builds)
            recovery.end()
        outcome.failures += [
            f"{self.folder}: leftover: the {thing.kind} {thing.name} is still there afterwards; remove it in {CLEANUP}"
            for thing in left
        ]
        return outcome

    def _taken(self, before: set[engine.Thing], commands: str, made: set[str]) -> list[str]:
        """Return a sentence for each thing that is there under a name that the example gives to its own."""
        words = set(re.findall(r"[\w.-]+", commands)) - OF_EVERY_ENGINE
        return [
            f"{self.folder}: name-taken: there is a {thing.kind} {thing.name} already, which the example would take "
            f"for its own; remove it first: docker {' '.join(engine.KINDS[thing.kind].removal)} {thing.name}"
            for thing in sorted(before)
            if thing.name in (made if thing.kind == "image" else words)
        ]

    def _copy(self, contents: dict[str, bytes]) -> None:
        recovery.end()
        self.place.mkdir(parents=True)
        for name, content in contents.items():
            if not name.endswith(".console"):
                target = self.place / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
                target.chmod((self.folder / name).stat().st_mode & 0o777)

    def _execute(self, name: str, outcome: Outcome) -> bool:
        """Execute one transcript; return False if a command did what it should not, which ends the run."""
        path, steps, seen = self.folder / name, self.transcripts[name], []
        with Shell(self.place, self.bound) as shell:
            for step, following in zip(steps, [*steps[1:], None], strict=True):
                result = shell.run(step.command)
                result = replace(result, output=without(self.others, result.output))
                if problem := self._problem(result, shell, following):
                    shown = replace(step, output=result.output).text.rstrip("\n").replace("\n", "\n    ")
                    outcome.failures.append(f"{path}:{step.line}: {problem}\n    {shown}")
                    return False
                seen.append((step, result))
                if found := difference(step, result.output):
                    outcome.differences.append(f"{path}:{found.line}: output-differs: {found.shown}")
        outcome.printed[name] = seen
        return True

    def _problem(self, result: Result, shell: Shell, following: Step | None) -> str:
        if result.status is None:
            return f"command-hangs: it was not done after {self.bound:g} s; wait for less, or for something else"
        if shell.dead and following:
            return f"shell-ended: it ended the shell (status {result.status}) and there are more commands"
        if result.status and not (following and following.command == "echo $?"):
            return f"command-failed: status {result.status}; where that is the lesson, the next command is `echo $?`"
        return ""
