"""What a run is to do: an example's files as they are when it begins, and what can be read from them."""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from book.model import Example
from book.model.images import made, used, used_by_nodes
from book.run import tools
from book.run.claims import Claims, all_claims
from lablint.formats.transcript import Step, read


@dataclass(frozen=True)
class Plan:
    """An example with its files by name and its transcripts; files that were read once, whatever becomes of them."""

    example: Example
    contents: dict[str, bytes]
    transcripts: dict[str, list[Step]] = field(default_factory=dict)

    @classmethod
    def of(cls, folder: Path) -> "Plan":
        """Return the plan for an example; raise TranscriptError where a transcript cannot be read."""
        example = Example(folder)
        return cls(example, example.contents, {path.name: read(path) for path in example.transcripts})

    @property
    def folder(self) -> Path:
        return self.example.folder

    @property
    def home(self) -> Path:
        """The folder that its copy is one of."""
        return self.example.home.folder

    @property
    def namespace(self) -> str:
        return self.example.namespace

    @cached_property
    def texts(self) -> dict[str, str]:
        return {name: content.decode("utf-8", "replace") for name, content in self.contents.items()}

    @property
    def own(self) -> dict[str, str]:
        """The texts that lie in its folder: what it names itself, whatever others name in theirs."""
        return {name: text for name, text in self.texts.items() if not name.startswith("../")}

    @cached_property
    def commands(self) -> list[str]:
        return [step.command for steps in self.transcripts.values() for step in steps]

    @cached_property
    def shell(self) -> str:
        """All commands, those of the scripts too."""
        scripts = [text for name, text in self.texts.items() if name.endswith(".sh")]
        lines = "\n".join([*self.commands, *scripts]).splitlines()
        return "\n".join(line for line in lines if not line.lstrip().startswith("#"))

    @cached_property
    def tools(self) -> set[str]:
        """The names of the tools that its commands use."""
        return {tool.name for tool in tools.needs(self.shell)}

    @cached_property
    def claims(self) -> Claims:
        """The names that it gives."""
        return all_claims(self.commands, self.own, self.home.name)

    @cached_property
    def used(self) -> set[str]:
        """The images that it takes from elsewhere."""
        return used(self.commands, self.texts)

    @cached_property
    def used_by_nodes(self) -> set[str]:
        return used_by_nodes(self.commands, self.texts) - self.made

    @cached_property
    def made(self) -> set[str]:
        """The names of the images that it makes."""
        return made(self.commands, self.own, self.home.name)
