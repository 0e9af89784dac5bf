"""Run the transcripts of one example, in a copy of its folder, and see what they leave behind.

The copy holds what a reader has: the example's files without transcripts and records, in a folder
of the same name, because Compose names its project after the folder; and beside it what the example
takes from others, where it lies in the book. A name that is taken ends the
run, before it begins or in the middle: nothing of somebody else's is overwritten or removed.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from book.model.example import CLEANUP
from book.run import lists, recovery, versions
from book.run.account import Account
from book.run.compare import compare, difference
from book.run.engines import docker
from book.run.picture import NoBrowser, NoPage, Taken, take
from book.run.plan import Plan
from book.run.shell import BOUND, Result, Shell
from book.run.thing import Thing
from book.run.tools import needs
from lablint.formats.transcript import Step
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

    def __init__(self, plan: Plan, keep: bool = False, bound: float = BOUND,
                 say: Callable[[str], None] = print, doing: Callable[[str], None] = lambda text: None):  # fmt: skip
        self.plan, self.keep, self.bound, self.say, self.doing = plan, keep, bound, say, doing
        self.folder, self.transcripts = plan.folder, plan.transcripts
        self.pictures = {picture.path.name: picture for picture in plan.example.pictures}
        self.engines = recovery.used_by(plan)
        self.account = Account(plan, recovery.place_of(plan), recovery.needs(plan))
        self.surroundings: dict[str, str] = {}  # what the commands need to know beside the usual
        self.hidden: set[str] = set()  # what else the engine holds, as lists of it show

    def __call__(self) -> Outcome:
        """Execute everything; raise nothing for what an example does wrong, NoCluster where there is none."""
        account = self.account
        recovery.wipe(account.path)
        try:
            outcome = self._prepare()
            if not outcome.failures:
                account.save()
        finally:
            if not account.path.exists():
                recovery.wipe(account.path)
        if outcome.failures:
            return outcome
        with account.alive():
            try:
                for engine in self.engines:
                    engine.begin(account)
                account.save()
                names = sorted({*self.transcripts, *self.pictures} - {CLEANUP})
                done = all(self._show(name, outcome) for name in names)
                if done and CLEANUP in self.transcripts:
                    self._execute(CLEANUP, outcome)
            finally:
                if account.steps and CLEANUP in self.transcripts and CLEANUP not in outcome.printed:
                    steps = self.transcripts[CLEANUP]
                    recovery.sweep(account, self.engines, steps, self.surroundings, self.bound)
                left = {engine.name: recovery.left(account, engine) for engine in self.engines}
                recovery.clear(account, self.engines, left, self.say, self.keep)
                recovery.wipe(account.path)
        wrong = [text for part in left.values() for _, text in sorted(part.own.items())]
        outcome.failures += [f"{self.folder}: leftover {text}; mend that in {CLEANUP}" for text in wrong]
        return outcome

    def _prepare(self) -> Outcome:
        """Make all ready, and see what is there; the outcome has failures if a name is taken."""
        account = self.account
        self._copy()
        for engine in self.engines:
            self.surroundings |= engine.environment(account, self.say)
        for engine in self.engines:
            account.before[engine.name] = engine.things(account)
        self.hidden = self._words(account.before.get("engine", set()))
        taken = [text for engine in self.engines for text in engine.strangers(account, None)]
        ran_on = versions.ran_on(needs(self.plan.shell))
        return Outcome(self.folder, self.plan.contents, ran_on, [f"{self.folder}: {text}" for text in taken])

    def _copy(self) -> None:
        self.account.place.mkdir(parents=True)
        beside = self.plan.example.beside
        for name, content in self.plan.contents.items():
            if self.plan.example.paths[name] not in beside:
                target = self.account.place / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
                target.chmod(self.plan.example.paths[name].stat().st_mode & 0o777)

    def _show(self, name: str, outcome: Outcome) -> bool:
        return self._look(name, outcome) if name in self.pictures else self._execute(name, outcome)

    def _look(self, name: str, outcome: Outcome) -> bool:
        """Take one picture; return False if its page does not come, which ends the run."""
        picture = self.pictures[name]
        self.doing(name)
        try:
            taken = outcome.taken[name] = take(picture)
        except NoBrowser as error:
            message = f"{self.folder / name}:1: picture-not-taken {error}"
            if os.environ.get("REQUIRE_ENGINES") == "1":
                outcome.failures.append(message)
                return False
            self.say(message)
            outcome.untaken.append(message)
            return True
        except (NoPage, NotYaml) as error:
            outcome.failures.append(f"{self.folder / name}:{getattr(error, 'line', 1)}: picture-not-taken {error}")
            return False
        shown = picture.structure.read_text(encoding="utf-8") if picture.structure.exists() else ""
        if found := compare(shown, taken.structure):
            outcome.differences.append(
                f"{self.folder / picture.structure.name}:{found.line}: output-differs {picture.url}\n{found.shown}"
            )
        return True

    def _execute(self, name: str, outcome: Outcome) -> bool:
        """Execute one transcript; return False if a command did what it should not, which ends the run."""
        path, steps, seen = self.folder / name, self.transcripts[name], []
        with Shell(self.account.place, self.bound, self.surroundings) as shell:
            for step, following in zip(steps, [*steps[1:], None], strict=True):
                self.doing(f"{name}:{step.line}")
                if theirs := [text for one in self.engines for text in one.strangers(self.account, step.command)]:
                    outcome.failures += [f"{path}:{step.line}: {text}" for text in theirs]
                    return False
                result = self._shown(step, self._run(shell, step))
                if problem := self._problem(step, result, shell, following):
                    shown = replace(step, output=result.output).text.rstrip("\n").replace("\n", "\n    ")
                    line = step.typed[result.typed].line if result.typed < len(step.typed) else step.line
                    outcome.failures.append(f"{path}:{line}: {problem}\n    {shown}")
                    return False
                seen.append((step, result))
                if found := difference(step, result.output):
                    outcome.differences.append(f"{path}:{found.line}: output-differs {found.shown}")
        outcome.printed[name] = seen
        return True

    def _run(self, shell: Shell, step: Step) -> Result:
        ran = self.account.begin(step.command)
        result = shell.run(step.command, step.typed)
        self.account.end(ran, result.output)
        for engine in self.engines:
            engine.note(self.account, ran)
        return result

    def _shown(self, step: Step, result: Result) -> Result:
        """Return the result without what else the engine holds; look again where that is not what it should be."""
        shown = replace(result, output=lists.without(self.hidden, self.plan.made, result.output))
        if difference(step, shown.output) and (newcomers := self._newcomers()):
            return replace(result, output=lists.without(self.hidden | newcomers, self.plan.made, result.output))
        return shown

    def _newcomers(self) -> set[str]:
        left = [engine.left(self.account) for engine in self.engines if engine.name == "engine"]
        return self._words({thing for part in left for thing in part.others})

    def _words(self, things: set[Thing]) -> set[str]:
        clusters = docker.of_clusters() if "cluster" in [engine.name for engine in self.engines] else set()
        return lists.words_of(things, self.plan.used | clusters)

    def _problem(self, step: Step, result: Result, shell: Shell, following: Step | None) -> str:
        if result.typed < len(step.typed):
            prompt = step.typed[result.typed].prompt
            if result.status is None:
                return f"session-hangs no prompt `{prompt}` came within {self.bound:g} s to type this line at"
            return f"session-ended the program ended (status {result.status}) before this line was typed"
        if result.status is None and step.typed:
            return f"session-hangs it was not done after {self.bound:g} s; end it by a line more, such as `exit`"
        if result.status is None:
            return f"command-hangs it was not done after {self.bound:g} s; wait for less, or for something else"
        if shell.dead and following:
            return f"shell-ended it ended the shell (status {result.status}) and there are more commands"
        if result.status and not step.typed and not (following and following.command == "echo $?"):
            return f"command-failed status {result.status}; where that is the lesson, the next command is `echo $?`"
        return ""
