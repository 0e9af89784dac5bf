"""A small good figure, and how the tests change it."""

import pytest

GOOD = """\
title: {es: Cliente y demonio, en: Client and daemon}
description: {es: El cliente habla con el demonio., en: The client talks to the daemon.}
size: [400, 200]
zones:
  host: {box: [8, 8, 384, 120], label: {es: Tu máquina, en: Your machine}}
boxes:
  cli: {box: [24, 48, 120, 56], label: "`docker`", note: {es: cliente, en: client}}
  api: {box: [240, 48, 120, 56], label: "`dockerd`", note: {es: demonio, en: daemon}, kind: accent}
arrows:
  - {from: cli.right, to: api.left, label: HTTP}
texts:
  - {at: [24, 160], label: {es: Hablan por un socket, en: They talk through a socket}}
"""


@pytest.fixture
def spec(tmp_path):
    """Writes the good spec with some text of it replaced; returns its path."""

    def write(old="", new=""):
        assert old in GOOD
        path = tmp_path / "figures" / "test" / "small.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(GOOD.replace(old, new, 1) if old else GOOD, encoding="utf-8")
        return path

    return write
