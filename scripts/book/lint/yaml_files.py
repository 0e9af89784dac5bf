"""YAML: yamllint, asked as a library, since most of the files are small and a process is not."""

from functools import cache
from pathlib import Path

from yamllint import linter
from yamllint.config import YamlLintConfig

CONFIG = Path(__file__).parent / "config" / "yamllint.yaml"


@cache
def _config():
    return YamlLintConfig(file=str(CONFIG))


def check(sources):
    """Yield what yamllint says."""
    for source in sources:
        for found in linter.run(source.text, _config()):
            yield source.problem(found.line, f"yaml-{found.rule or 'syntax'}", found.desc)
