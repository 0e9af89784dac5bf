"""Whole folders: the realistic ones raise nothing, and each way to be wrong is told on its line.

`docker/` and `kubernetes/` hold them; the smallest example of each rule stands beside the rule.
"""

from pathlib import Path

import pytest
import yaml

HERE = Path(__file__).parent


def folders(file):
    """Return the folders of the files of that name, as pytest's parameters."""
    tables = {kind: yaml.safe_load((HERE / kind / file).read_bytes()) for kind in ("docker", "kubernetes")}
    return [
        pytest.param(value, id=f"{kind}: {name}") for kind, table in tables.items() for name, value in table.items()
    ]


@pytest.mark.parametrize("files", folders("good.yaml"))
def test_a_realistic_folder_raises_nothing(files, said):
    assert said(files) == []


@pytest.mark.parametrize("case", folders("bad.yaml"))
def test_what_is_wrong_is_told_on_its_line(case, places):
    assert sorted(places(case["files"])) == sorted(case["said"])
