"""The linter's rules as a page: what is wrong, why, what to do, and an example that the tests lint too.

Their texts are data of the book; here they become Markdown. What cannot be seen in an example
(a tab, a blank at the end of a line) is shown by a sign.
"""

import re
from collections.abc import Iterator

from book.model import LANGUAGES, rules
from book.model.rules import Rule
from book.site.words import WORDS

SIGNS = str.maketrans({"\t": "→", "\r": "␍", "\0": "␀", "\ufeff": "␣"})
FENCE_LANGUAGE = {
    "Dockerfile": "dockerfile",
    "yaml": "yaml",
    "yml": "yaml",
    "json": "json",
    "toml": "toml",
    "py": "python",
    "sh": "sh",
    "console": "console",
    "md": "markdown",
}


def linter_rules(language: str, here: str) -> str:
    """Every rule of our own as a section, by groups."""
    blocks = []
    for group, table in rules.groups().items():
        blocks.append(f"## {rules.title(group, language)} {{ #group-{group} }}")
        for name, rule in table.items():
            blocks.append(f"### `{name}` {{ #{name} }}")
            blocks.append(f"{rule['wrong'][language]}\n{rule['why'][language]}")
            blocks.append(f"**{WORDS[language]['do']}.** {rule['do'][language]}")
            for change in changes(rule, language):
                blocks += shown(*change, WORDS[language])
    return "\n\n".join(blocks)


def changes(rule: Rule, language: str) -> Iterator[tuple[str, str | None, int | None, str | None]]:
    """Yield (file, bad content, its line that is told, good content) of a rule's example in that language."""
    if "bad" in rule:
        told, _, line = rule["at"].rpartition(":")
        for file, content in rule["bad"].items():
            yield file, content, int(line) if file == told else None, rule["good"].get(file, content)
        for file in rule["good"].keys() - rule["bad"].keys():
            yield file, None, None, rule["good"][file]
        return
    mine = [each for each in rule.get("in_book", ()) if not other(each["file"], language)]
    for change in mine or rule.get("in_book", ()):
        yield change["file"], change["bad"], change.get("line"), change.get("good")


def other(file: str, language: str) -> bool:
    """Tell whether a file belongs to another language's pages."""
    return any(file.startswith(f"docs/{each}/") for each in LANGUAGES if each != language)


def shown(file: str, bad: str | None, line: int | None, good: str | None, words: dict[str, str]) -> Iterator[str]:
    """Yield the blocks of one file of an example: bad and good, or as it is if nothing of it is wrong."""
    sides = [("✗", "bad", bad, line), ("✓", "good", good, None)]
    if good is None or good == bad:
        sides.pop()
    elif bad is None:
        sides.pop(0)
    for sign, side, content, number in sides:
        head = f"`{visible(file)}`"
        if number or good != bad or content is None:
            head = f"{sign} **{words[side]}** · {head}"
        if content:
            yield f"{head}, {words['line'].format(number)}" if number else head
            yield fence(file, content, number)
        else:
            yield f"{head}: {words['empty' if content == '' else 'missing']}"


def fence(file: str, content: str, line: int | None) -> str:
    """Return a fenced block that shows a text as it is: no include in it is followed."""
    text = re.sub(r"^(\s*)--8<--", r"\1;--8<--", visible(content).rstrip("\n"), flags=re.MULTILINE)
    language = FENCE_LANGUAGE.get(file.rpartition("/")[2].rpartition(".")[2], "text")
    mark = f' hl_lines="{line}"' if line and text.count("\n") else ""
    return f"~~~~~ {{ .{language}{mark} }}\n{text}\n~~~~~"


def visible(text: str) -> str:
    """Return a text with signs for what nobody sees."""
    return re.sub(r" +$", lambda match: "·" * len(match[0]), text.translate(SIGNS), flags=re.MULTILINE)
