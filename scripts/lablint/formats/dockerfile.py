"""A Dockerfile as instructions, each character with the line where it stands.

The rules are those of BuildKit's parser: `# escape=` may change the character that continues a line,
comments and empty lines within a continued instruction are dropped, and the text of a heredoc of RUN, COPY or
ADD follows the line that names it. What cannot be read is an instruction all the same; `faults` tells why.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

NAMES = re.compile(
    "ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|FROM|HEALTHCHECK|LABEL|MAINTAINER|ONBUILD|RUN|SHELL|STOPSIGNAL|USER|VOLUME|"
    "WORKDIR"
)
DIRECTIVE = re.compile(r"^#\s*([a-zA-Z][a-zA-Z0-9]*)\s*=\s*(.+?)\s*$")
FIRST = re.compile(r"\s*(\S+)\s*")
FLAG = re.compile(r"(--[a-z][\w-]*(?:=\S*)?)(?:\s+|$)")
HEREDOC = re.compile(r"(?:^|(?<=\s))\d*<<(-?)\s*(\"[^\"<]+\"|'[^'<]+'|[^\s<\"']+)(?=\s|$|[|&;>])")
WORD = re.compile(r"(?:\"(?:\\.|[^\"\\])*\"|'[^']*'|\\.|[^\s\"'\\])+")
MOUNT_FROM = re.compile(r"(?:^|,)from=([^,\s]+)")
VARIABLE = re.compile(r"(?<![\\$])\$(?:(?P<plain>[A-Za-z_]\w*)|\{(?P<name>[A-Za-z_]\w*)(?P<rest>[^}]*)\})")
QUOTES = re.compile(r"\"((?:\\.|[^\"\\])*)\"|'([^']*)'")


@dataclass(frozen=True)
class Heredoc:
    """The text that stands below an instruction, from `line` on."""

    name: str
    text: str
    line: int
    closed: bool
    quoted: bool

    def line_at(self, offset: int) -> int:
        """Return the line of a character of `text`."""
        return self.line + self.text.count("\n", 0, offset)


@dataclass
class Instruction:
    """One instruction; `text` is what stands behind its name and flags, with continued lines joined."""

    name: str
    line: int
    flags: list[str] = field(default_factory=list)
    text: str = ""
    lines: list[int] = field(default_factory=list)  # for each character of `text`, its line
    heredocs: list[Heredoc] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)  # that stand directly above
    later: bool = False  # behind ONBUILD: of the build of another image

    def line_at(self, offset: int) -> int:
        """Return the line of a character of `text`."""
        return self.lines[min(max(offset, 0), len(self.lines) - 1)] if self.lines else self.line

    @property
    def words(self) -> list[tuple[str, int]]:
        """The words of the text as (word without its quotes, line)."""
        if (listed := self.listed) is not None:
            return [(word, self.line_at(self.text.find(json.dumps(word)[1:-1]))) for word in listed]
        found = WORD.finditer(self.text)
        return [(QUOTES.sub(r"\1\2", match[0]), self.line_at(match.start())) for match in found]

    @property
    def listed(self) -> list[str] | None:
        """The strings of the exec form, None where the text is none."""
        if not self.text.lstrip().startswith("["):
            return None
        try:
            found = json.loads(self.text)
        except (ValueError, RecursionError):
            return None
        return found if all(isinstance(item, str) for item in found) else None

    def flag(self, name: str) -> str | None:
        """Return the value of `--name=value`, None without it."""
        return next((flag.partition("=")[2] for flag in self.flags if flag.partition("=")[0] == f"--{name}"), None)

    @property
    def faults(self) -> Iterator[tuple[int, str, str]]:
        """Yield (line, rule, message) of what Docker could not read."""
        if not NAMES.fullmatch(self.name):
            yield self.line, "dockerfile-instruction", f"Dockerfiles have no instruction {self.name}"
        for heredoc in self.heredocs:
            if not heredoc.closed:
                message = f"no line below is {heredoc.name} and nothing else; end the text with it"
                yield self.line, "heredoc-open", message

    @property
    def taken_from(self) -> list[str]:
        """The stages, contexts and images that COPY --from and the mounts of RUN name."""
        mounts = (MOUNT_FROM.search(flag) for flag in self.flags if flag.startswith("--mount="))
        found = [self.flag("from"), *(mount and mount[1] for mount in mounts)]
        return [name for one in found if (name := (one or "").strip("\"'"))]


@dataclass
class Stage:
    """What stands between two FROM lines; `base` and `name` are the words of the first."""

    index: int
    line: int
    base: str
    name: str
    upon: "Stage | None" = None  # the stage that it continues
    instructions: list[Instruction] = field(default_factory=list)


def stages(instructions: list[Instruction]) -> tuple[list[Instruction], list[Stage]]:
    """Return (the instructions above the first FROM, the stages)."""
    above: list[Instruction] = []
    found: list[Stage] = []
    names: dict[str, Stage] = {}
    for item in instructions:
        if item.name == "FROM":
            words = [word for word, _ in item.words] + [""] * 3
            found.append(Stage(len(found), item.line, words[0], words[2].lower(), names.get(words[0].lower())))
            if found[-1].name:
                names[found[-1].name] = found[-1]
        (found[-1].instructions if found else above).append(item)
    return above, found


def images(text: str) -> set[str]:
    """Return the images that a Dockerfile builds on or copies from, with what its ARG lines put in."""
    above, found = stages(parse(text))
    pairs = (word.partition("=") for item in above if item.name == "ARG" for word, _ in item.words)
    values = {name: value for name, mark, value in pairs if mark}
    names = {stage.name for stage in found} | {str(stage.index) for stage in found}
    bases = [VARIABLE.sub(lambda m: values.get(m["plain"] or m["name"], m[0]), stage.base) for stage in found]
    taken = [name for stage in found for item in stage.instructions for name in item.taken_from]
    return {name for name in [*bases, *taken] if name.lower() not in names} - {"", "scratch"}


def parse(text: str) -> list[Instruction]:
    """Return the instructions of a Dockerfile, in order; the instruction behind ONBUILD stands for itself."""
    lines = text.removeprefix("\ufeff").split("\n")
    escape = _escape(lines)
    found: list[Instruction] = []
    comments: list[str] = []
    number = 0
    while number < len(lines):
        stripped = lines[number].strip()
        if not stripped or stripped.startswith("#"):
            comments = [*comments, stripped[1:].strip()] if stripped else []
            number += 1
            continue
        joined, number = _joined(lines, number, escape)
        item = _instruction(joined, comments)
        if item.name in ("RUN", "COPY", "ADD"):
            number = _heredocs(item, lines, number)
        found.append(item)
        comments = []
    return found


def _escape(lines: list[str]) -> str:
    for line in lines:
        match = DIRECTIVE.match(line.strip())
        if not match:
            return "\\"
        if match[1].lower() == "escape" and match[2] in ("\\", "`"):
            return match[2]
    return "\\"


def _joined(lines: list[str], number: int, escape: str) -> tuple[list[tuple[str, int]], int]:
    """Return ([(character, line)] of an instruction, the number of the line below it)."""
    continued = re.compile(rf"(?:(?<=[^{re.escape(escape)}])|^){re.escape(escape)}[ \t]*$")
    joined: list[tuple[str, int]] = []
    first = number
    while number < len(lines):
        line = lines[number].rstrip("\r")
        number += 1
        if number - 1 > first and (not line.strip() or line.lstrip().startswith("#")):
            continue
        match = continued.search(line)
        joined += [(character, number) for character in (line[: match.start()] if match else line)]
        if not match:
            break
    return joined, number


def _instruction(joined: list[tuple[str, int]], comments: list[str]) -> Instruction:
    text, lines = "".join(c for c, _ in joined), [line for _, line in joined]
    name, at, later = "", 0, False
    flags: list[str] = []
    first = lines[0] if lines else 1
    while match := FIRST.match(text, at):
        later = name == "ONBUILD"
        name, at = match[1].upper(), match.end()
        if name != "ONBUILD":
            break
    while match := FLAG.match(text, at):
        flags.append(match[1])
        at = match.end()
    return Instruction(name, first, flags, text[at:], lines[at:], comments=comments, later=later)


def _heredocs(item: Instruction, lines: list[str], number: int) -> int:
    """Give an instruction the heredocs that it names, and return the number of the line below them."""
    for match in HEREDOC.finditer(item.text):
        if item.listed is not None:
            break
        name, begin = match[2].strip("\"'"), number
        ends = (n for n in range(begin, len(lines)) if (lines[n].lstrip("\t") if match[1] else lines[n]) == name)
        end = next(ends, len(lines))
        text = "".join(f"{line}\n" for line in lines[begin:end])
        item.heredocs.append(Heredoc(name, text, begin + 1, end < len(lines), match[2] != name))
        number = min(end + 1, len(lines))
    return number
