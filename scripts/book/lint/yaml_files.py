"""YAML: yamllint, asked as a library, since most of the files are small and a process is not."""

from functools import cache
from pathlib import Path

from yaml.reader import ReaderError
from yamllint import linter
from yamllint.config import YamlLintConfig

CONFIG = Path(__file__).parent / "config" / "yamllint.yaml"


@cache
def _config():
    return YamlLintConfig(file=str(CONFIG))


def check(sources):
    """Yield what yamllint says."""
    for source in sources:
        try:
            for found in linter.run(source.text, _config()):
                yield source.problem(found.line, f"yaml-{found.rule or 'syntax'}", found.desc)
        except ReaderError as error:
            line = source.text.count("\n", 0, error.position) + 1
            yield source.problem(line, "yaml-syntax", f"the character U+{error.character:04X} cannot stand in YAML")
        except (TypeError, IndexError):  # its rule on indentation, where a key begins with `?`
            yield source.problem(1, "check-failed", "yamllint cannot make out how this file is indented; simplify it")
