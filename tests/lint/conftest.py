"""A small book without a problem, and how the tests change it."""

import re

import pytest

from book.lint.__main__ import lint
from book.model import Book, record
from book.model.page import Page

SPANISH = """\
---
description: Dónde viven los datos de un contenedor.
minutes: 20
exercise: 20
needs: []
objectives:
  - conservar los datos
---

# Almacenamiento { #storage }

El contenedor se borra y los datos se van.[^volumes]

![](../../figures/docker/options.yaml)

## Un volumen { #volume }

??? predict "¿Qué imprimirá la orden?"

    El nombre del volumen.

??? predict "¿Y si la repites?"

    Lo mismo.

```console
--8<-- "docker/storage/keep/01-keep.console"
```

El volumen se llena desde una imagen:

```dockerfile
--8<-- "docker/storage/keep/Dockerfile"
```

!!! note "Nota"

    Un volumen vive fuera del contenedor.

```yaml
volumes:
  data: {}
```

| Tipo | Vive en |
| --- | --- |
| volumen | el motor |

## Errores frecuentes { #pitfalls }

Montar sobre una carpeta con archivos los tapa.

## Comprueba lo aprendido { #check }

??? question "¿Dónde vive un volumen?"

    En el motor.

??? question "¿Quién lo crea?"

    La orden.

??? question "¿Quién lo borra?"

    Otra orden.

??? question "¿Cuánto dura?"

    Hasta que se borra.

??? question "¿Qué imprime la orden?"

    Su nombre.

## Ejercicio { #exercise }

Crea uno.

## En resumen { #summary }

Un volumen dura.

## Fuentes { #sources }

[^volumes]: [Volumes](https://docs.docker.com/engine/storage/volumes/)
"""

ENGLISH = """\
---
description: Where the data of a container live.
source: ffffffffffff
minutes: 20
exercise: 20
needs: []
objectives:
  - keep the data
---

# Storage { #storage }

The container is removed and the data are gone.[^volumes]

![](../../figures/docker/options.yaml)

## A volume { #volume }

??? predict "What will the command print?"

    The volume's name.

??? predict "And if you repeat it?"

    The same.

```console
--8<-- "docker/storage/keep/01-keep.console"
```

The volume is filled from an image:

```dockerfile
--8<-- "docker/storage/keep/Dockerfile"
```

!!! note "Note"

    A volume lives outside the container.

```yaml
volumes:
  data: {}
```

| Kind | Lives in |
| --- | --- |
| volume | the engine |

## Pitfalls { #pitfalls }

Mounting over a folder with files hides them.

## Check yourself { #check }

??? question "Where does a volume live?"

    In the engine.

??? question "Who creates it?"

    The command.

??? question "Who removes it?"

    Another command.

??? question "How long does it last?"

    Until it is removed.

??? question "What does the command print?"

    Its name.

## Exercise { #exercise }

Create one.

## Summary { #summary }

A volume lasts.

## Sources { #sources }

[^volumes]: [Volumes](https://docs.docker.com/engine/storage/volumes/)
"""

FIGURE = """\
title: {es: Dónde viven los datos, en: Where data live}
description: {es: Un volumen en el motor., en: A volume in the engine.}
size: [400, 80]
boxes:
  volume: {box: [24, 16, 120, 48], label: {es: volumen, en: volume}, kind: store}
"""

ES, EN = "docs/es/docker/storage.md", "docs/en/docker/storage.md"
EXAMPLE = "docs/examples/docker/storage/keep"
LEDGER = """\
rows:
  N0-001: {chapter: docker/storage, what: "Un volumen dura", at: [docker/storage#volume]}
errata:
  E-001: {severity: wrong, at: []}
"""
GLOSSARY = """\
- id: term-image
  at: docker/storage#storage
  term: {es: imagen, en: image}
  text: {es: De donde sale un contenedor., en: What a container is made from.}
- id: term-volume
  at: docker/storage#volume
  term: {es: volumen, en: volume}
  text: {es: Donde los datos duran., en: Where data last.}
  analogy: {es: un disco externo, en: an external disk}
"""

FILES = {
    "mkdocs.yml": "nav:\n  - docker/storage.md\n",
    ES: SPANISH,
    EN: ENGLISH,
    f"{EXAMPLE}/01-keep.console": "$ docker volume create data\ndata\n",
    f"{EXAMPLE}/Dockerfile": 'FROM busybox:1.37\nUSER 1000\nCMD ["ls"]\n',
    "docs/figures/docker/options.yaml": FIGURE,
    "docs/ledger.yaml": LEDGER,
    "docs/glossary.yaml": GLOSSARY,
}


def write(root, files):
    """Write files below a folder, text or bytes."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def recorded(files):
    """Return the files with the record of a run of their example, and the fingerprint in the translation."""
    inside = {name.removeprefix(f"{EXAMPLE}/"): text for name, text in files.items() if name.startswith(f"{EXAMPLE}/")}
    contents = {name: text.encode() for name, text in inside.items() if name != "waivers.yaml"}
    run = record.make(contents, {"engine": "Docker Engine 29.8.1", "architecture": "amd64"}, None)
    return {**files, f"{EXAMPLE}/run.json": run.text}


def told(root, asked):
    """Return what the linter says of the asked paths below a folder, as `file:line rule message`."""
    found, _ = lint(Book(root), [root / path for path in asked])
    return [f"{problem.path.relative_to(root)}:{problem.line} {problem.rule} {problem.message}" for problem in found]


def place(line):
    """Return the `file:line rule` of what the linter says."""
    return re.match(r".*?:\d+ \S+", line)[0]


@pytest.fixture
def problems(tmp_path):
    """Lints the small book, changed: a function of {file: content}, None removing it; returns `file:line rule`s."""

    def find(changes=None, asked=(".",)):
        files = recorded(FILES) | (changes or {})
        write(tmp_path, {name: text for name, text in files.items() if text is not None})
        for name in (ES, EN):
            path = tmp_path / name
            if path.exists() and b"ffffffffffff" in path.read_bytes():
                source = Page(tmp_path / ES, "es", "docker/storage")
                path.write_bytes(path.read_bytes().replace(b"ffffffffffff", source.fingerprint.encode()))
        return [place(line) for line in told(tmp_path, asked)]

    return find


@pytest.fixture
def said(tmp_path):
    """Lints files that are alone in a folder: a function of {file: content}; returns `file:line rule message`s."""

    def find(files, asked=(".",)):
        write(tmp_path, files)
        return told(tmp_path, asked)

    return find


@pytest.fixture
def places(said):
    """As `said`, without the messages."""
    return lambda files, asked=(".",): [place(line) for line in said(files, asked)]


@pytest.fixture
def small():
    """The files of the small book."""
    return FILES
