"""Run the transcripts of one example folder, in a copy of it, and see what they leave behind.

The copy holds what a reader has: the example's files without transcripts and records, in a folder
of the same name, because Compose names its project after the folder. Nothing is ever removed
that was there before: a name that is taken stops the run before it begins.
"""

import os
from dataclasses import dataclass, field, replace
from pathlib import Path

from book.model import Example, images
from book.run import cache, cluster, engine, namespace, nodes, recovery, tools
from book.run.compare import compare, difference
from book.run.others import others, without
from book.run.picture import NoBrowser, NoPage, Taken, take
from book.run.recovery import CLEANUP
from book.run.shell import BOUND, Result, Shell
from book.run.world import Things, World
from lablint.formats.transcript import Step, read
from lablint.formats.yaml import NotYaml


@dataclass
class Outcome:
    """What came of a folder: what failed, what differs, and what a record needs to know."""

    folder: Path
    contents: dict[str, bytes]  # of its files, when the run began
    ran_on: dict[str, str]
    failures: list[str] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)
    printed: dict[str, list[tuple[Step, Result]]] = field(default_factory=dict)  # by transcripts that went through
    taken: dict[str, Taken] = field(default_factory=dict)  # by the files that ask for pictures
    untaken: list[str] = field(default_factory=list)  # which pictures could not be taken, and why


class Run:
    """One run of one folder; `say` tells a reader what is out of the ordinary, `doing` which step it is at."""

    def __init__(self, folder: Path, keep: bool = False, bound: float = BOUND, say=print, doing=lambda text: None):
        self.folder, self.keep, self.bound, self.say, self.doing = folder, keep, bound, say, doing
        self.others: set[str] = set()  # what else the engine holds, as lists of it show
        self.made: set[str] = set()  # the names of the images that the example makes
        self.transcripts = {path.name: read(path) for path in sorted(folder.glob("*.console"))}
        self.pictures = {picture.path.name: picture for picture in Example(folder).pictures}
        self.world = World(folder)
        self.environment: dict[str, str] = {}
        self.place = recovery.work(self.world.lane) / folder.name

    def __call__(self) -> Outcome:
        """Execute everything; raise nothing for what an example does wrong, NoCluster where there is none."""
        contents = Example(self.folder).contents
        texts = {name: content.decode("utf-8", "replace") for name, content in contents.items()}
        commands = [step.command for steps in self.transcripts.values() for step in steps]
        used, self.made = images.used(commands, texts), images.made(commands, texts, self.folder.name)
        outcome = Outcome(self.folder, contents, self._prepare(used, images.used_by_nodes(commands, texts)))
        before = self.world.things()
        self.others = others(before.get("engine", set()), used | self.world.nodes())
        if taken := self.world.taken(before, "\n".join(commands), self.made):
            outcome.failures += [f"{self.folder}: name-taken: {what}" for what in taken]
            return outcome
        cache.forget_instructions([text for name, text in texts.items() if images.is_dockerfile(name)])
        builds = cache.builds() if "engine" in before else {}
        self._copy(contents)
        recovery.begin(self.world, before, builds)
        try:
            if "cluster" in before and not namespace.make(self.world.namespace):
                raise cluster.NoCluster(f"the namespace {self.world.namespace} cannot be made")
            names = sorted({*self.transcripts, *self.pictures} - {CLEANUP})
            done = all(self._show(name, outcome) for name in names)
            if done and CLEANUP in self.transcripts:
                self._execute(CLEANUP, outcome)
        finally:
            if CLEANUP in self.transcripts and CLEANUP not in outcome.printed:
                recovery.sweep(self.world, self.transcripts[CLEANUP], self.bound)
            left = self.world.left(before, used)
            if not self.keep:
                self._remove(left, before)
            if "engine" in before:
                cache.forget_since(builds)
            recovery.end(self.world.lane)
        outcome.failures += [
            f"{self.folder}: leftover: {what}; mend that in {CLEANUP}" for what in self.world.told(left, before)
        ]
        return outcome

    def _prepare(self, used: set[str], by_nodes: set[str]) -> dict[str, str]:
        """See to it that cluster and images are there; return on what the example runs, as a record has it."""
        versions, _ = tools.versions(tools.needs(self.folder))
        for image in sorted(used):
            if engine.docker("image", "inspect", image) is None:
                engine.docker("pull", "--quiet", image)
        if "cluster" in self.world.parts:
            cluster.ensure(self.say)
            versions |= cluster.version()
            nodes.forget(self.made)
            nodes.pull(by_nodes - self.made)
        self.environment = self.world.environment
        return versions | {"architecture": engine.architecture()}

    def _remove(self, left: Things, before: Things) -> None:
        if "cluster" in before:
            namespace.remove(self.world.namespace, wait=bool(left["cluster"]))
            nodes.forget(self.made)
        self.world.remove(left, before)

    def _copy(self, contents: dict[str, bytes]) -> None:
        recovery.end(self.world.lane)
        self.place.mkdir(parents=True)
        beside = Example(self.folder).beside
        for name, content in contents.items():
            if self.folder / name not in beside:
                target = self.place / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
                target.chmod((self.folder / name).stat().st_mode & 0o777)

    def _show(self, name: str, outcome: Outcome) -> bool:
        return self._look(name, outcome) if name in self.pictures else self._execute(name, outcome)

    def _look(self, name: str, outcome: Outcome) -> bool:
        """Take one picture; return False if its page does not come, which ends the run."""
        picture = self.pictures[name]
        self.doing(name)
        try:
            taken = outcome.taken[name] = take(picture)
        except NoBrowser as error:
            message = f"{self.folder / name}:1: picture-not-taken: {error}"
            if os.environ.get("REQUIRE_ENGINES") == "1":
                outcome.failures.append(message)
                return False
            self.say(message)
            outcome.untaken.append(message)
            return True
        except (NoPage, NotYaml) as error:
            outcome.failures.append(f"{self.folder / name}:{getattr(error, 'line', 1)}: picture-not-taken: {error}")
            return False
        shown = picture.structure.read_text(encoding="utf-8") if picture.structure.exists() else ""
        if found := compare(shown, taken.structure):
            outcome.differences.append(
                f"{self.folder / picture.structure.name}:{found.line}: output-differs: {picture.url}\n{found.shown}"
            )
        return True

    def _execute(self, name: str, outcome: Outcome) -> bool:
        """Execute one transcript; return False if a command did what it should not, which ends the run."""
        path, steps, seen = self.folder / name, self.transcripts[name], []
        with Shell(self.place, self.bound, self.environment) as shell:
            for step, following in zip(steps, [*steps[1:], None], strict=True):
                self.doing(f"{name}:{step.line}")
                result = shell.run(step.command, step.typed)
                result = replace(result, output=without(self.others, self.made, result.output))
                if problem := self._problem(step, result, shell, following):
                    shown = replace(step, output=result.output).text.rstrip("\n").replace("\n", "\n    ")
                    line = step.typed[result.typed].line if result.typed < len(step.typed) else step.line
                    outcome.failures.append(f"{path}:{line}: {problem}\n    {shown}")
                    return False
                seen.append((step, result))
                if found := difference(step, result.output):
                    outcome.differences.append(f"{path}:{found.line}: output-differs: {found.shown}")
        outcome.printed[name] = seen
        return True

    def _problem(self, step: Step, result: Result, shell: Shell, following: Step | None) -> str:
        if result.typed < len(step.typed):
            prompt = step.typed[result.typed].prompt
            if result.status is None:
                return f"session-hangs: no prompt `{prompt}` came within {self.bound:g} s to type this line at"
            return f"session-ended: the program ended (status {result.status}) before this line was typed"
        if result.status is None and step.typed:
            return f"session-hangs: it was not done after {self.bound:g} s; end it by a line more, such as `exit`"
        if result.status is None:
            return f"command-hangs: it was not done after {self.bound:g} s; wait for less, or for something else"
        if shell.dead and following:
            return f"shell-ended: it ended the shell (status {result.status}) and there are more commands"
        if result.status and not step.typed and not (following and following.command == "echo $?"):
            return f"command-failed: status {result.status}; where that is the lesson, the next command is `echo $?`"
        return ""
