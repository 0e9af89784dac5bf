"""A Dockerfile as instructions, each character with the line where it stands.

The rules are those of BuildKit's parser: `# escape=` may change the character that continues a line,
comments and empty lines within a continued instruction are dropped, and the text of a heredoc of RUN, COPY or
ADD follows the line that names it. What cannot be read is an instruction all the same; `faults` tells why.
"""

import json
import re
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
QUOTES = re.compile(r"\"((?:\\.|[^\"\\])*)\"|'([^']*)'")


@dataclass(frozen=True)
class Heredoc:
    """The text that stands below an instruction, from `line` on."""

    name: str
    text: str
    line: int
    closed: bool
    quoted: bool


@dataclass
class Instruction:
    """One instruction; `text` is what stands behind its name and flags, with continued lines joined."""

    name: str
    line: int
    flags: list = field(default_factory=list)
    text: str = ""
    lines: list = field(default_factory=list)  # for each character of `text`, its line
    heredocs: list = field(default_factory=list)
    comments: list = field(default_factory=list)  # that stand directly above
    later: bool = False  # behind ONBUILD: of the build of another image

    def line_at(self, offset):
        """Return the line of a character of `text`."""
        return self.lines[min(max(offset, 0), len(self.lines) - 1)] if self.lines else self.line

    @property
    def words(self):
        """The words of the text as (word without its quotes, line)."""
        if (listed := self.listed) is not None:
            return [(word, self.line_at(self.text.find(json.dumps(word)[1:-1]))) for word in listed]
        found = WORD.finditer(self.text)
        return [(QUOTES.sub(r"\1\2", match[0]), self.line_at(match.start())) for match in found]

    @property
    def listed(self):
        """The strings of the exec form, None where the text is none."""
        if not self.text.lstrip().startswith("["):
            return None
        try:
            found = json.loads(self.text)
        except (ValueError, RecursionError):
            return None
        return found if all(isinstance(item, str) for item in found) else None

    def flag(self, name):
        """Return the value of `--name=value`, None without it."""
        return next((flag.partition("=")[2] for flag in self.flags if flag.partition("=")[0] == f"--{name}"), None)

    @property
    def faults(self):
        """Yield (line, rule, message) of what Docker could not read."""
        if not NAMES.fullmatch(self.name):
            yield self.line, "dockerfile-instruction", f"Dockerfiles have no instruction {self.name}"
        for heredoc in self.heredocs:
            if not heredoc.closed:
                message = f"no line below is {heredoc.name} and nothing else; end the text with it"
                yield self.line, "heredoc-open", message


def parse(text):
    """Return the instructions of a Dockerfile, in order; the instruction behind ONBUILD stands for itself."""
    lines = text.removeprefix("\ufeff").split("\n")
    escape = _escape(lines)
    found, comments, number = [], [], 0
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


def _escape(lines):
    for line in lines:
        match = DIRECTIVE.match(line.strip())
        if not match:
            return "\\"
        if match[1].lower() == "escape" and match[2] in ("\\", "`"):
            return match[2]
    return "\\"


def _joined(lines, number, escape):
    """Return ([(character, line)] of an instruction, the number of the line below it)."""
    continued = re.compile(rf"(?:(?<=[^{re.escape(escape)}])|^){re.escape(escape)}[ \t]*$")
    joined, first = [], number
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


def _instruction(joined, comments):
    text, lines = "".join(c for c, _ in joined), [line for _, line in joined]
    name, at, flags, later = "", 0, [], False
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


def _heredocs(item, lines, number):
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
