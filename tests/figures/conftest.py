"""A small good figure, and how the tests change it."""

from collections.abc import Callable
from pathlib import Path

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

STACKED = """\
title: {es: Antes y después, en: Before and after}
description: {es: La capa desaparece., en: The layer is gone.}
size: [600, 160]
zones:
  before: {box: [8, 8, 272, 112], label: {es: Antes, en: Before}}
  after: {box: [320, 8, 272, 112], label: {es: Después, en: After}}
boxes:
  app: {box: [24, 40, 112, 48], label: app, kind: process}
  layer: {box: [176, 40, 88, 48], label: {es: capa, en: layer}}
  gone: {box: [336, 40, 240, 48], label: {es: ya no está, en: gone}, kind: ghost}
arrows:
  - {from: app.right, to: layer.left}
  - {from: before.right, to: after.left, label: rm, at: [300, 48], kind: accent}
texts:
  - {at: [8, 144], label: {es: borrar, en: remove}}
narrow:
  size: [288, 320]
  zones: {after: [8, 160]}
  boxes: {layer: {box: [176, 40], label: {es: datos, en: data}}}
  arrows:
    - {from: before.bottom, to: after.top}
  texts: [[8, 296]]
"""


@pytest.fixture
def spec(tmp_path):
    """Writes the good spec with some text of it replaced; returns its path."""
    return writer(tmp_path, GOOD)


@pytest.fixture
def stacked(tmp_path):
    """Writes the good spec of a figure with a narrow canvas with some text of it replaced; returns its path."""
    return writer(tmp_path, STACKED)


def writer(folder: Path, good: str) -> Callable[..., Path]:
    def write(old: str = "", new: str = "") -> Path:
        assert old in good
        path = folder / "figures" / "test" / "small.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(good.replace(old, new, 1) if old else good, encoding="utf-8")
        return path

    return write
