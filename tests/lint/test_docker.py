"""The checks of Dockerfiles, Compose files and secrets: realistic folders raise nothing, each way to be wrong is told.

`docker/good.yaml` holds the folders; the smallest example of each rule stands beside the rule.
"""

from pathlib import Path

import pytest
import yaml

from book.lint.__main__ import lint
from book.model import Book

HERE = Path(__file__).parent / "docker"
BAD = yaml.safe_load((HERE / "bad.yaml").read_text(encoding="utf-8"))
GOOD = yaml.safe_load((HERE / "good.yaml").read_text(encoding="utf-8"))


def said(root, files):
    """Write files below a folder and return `file:line rule message` of what is wrong in it."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    problems, _ = lint(Book(root), [root])
    return [f"{p.path.relative_to(root)}:{p.line} {p.rule} {p.message}" for p in problems]


@pytest.mark.parametrize("name", GOOD)
def test_a_realistic_folder_raises_nothing(name, tmp_path):
    assert said(tmp_path, GOOD[name]) == []


@pytest.mark.parametrize("name", BAD)
def test_what_is_wrong_is_told_on_its_line(name, tmp_path):
    found = said(tmp_path, BAD[name]["files"])
    assert sorted(" ".join(one.split(" ")[:2]) for one in found) == sorted(BAD[name]["said"]), "\n".join(found)
