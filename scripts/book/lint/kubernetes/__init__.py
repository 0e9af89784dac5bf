"""Kubernetes manifests: what each says by itself, and whether the manifests of a lab fit together.

`documents` reads, `objects` looks at one object, `schema` knows the fields; `lab` is all that a folder
makes, and the modules of ACROSS ask it. A few lines on a page are looked at by themselves only.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from book.lint import kinds, reading
from book.lint.kubernetes import (
    clashes,
    commands,
    containers,
    crds,
    documents,
    images,
    kustomize,
    messages,
    objects,
    permissions,
    references,
    relations,
    selectors,
    services,
)
from book.lint.kubernetes.lab import Manifests
from book.lint.kubernetes.schema import Kinds
from book.lint.labs import Lab
from book.lint.texts import Source
from lablint.problem import Problem

ACROSS = (selectors, services, containers, references, relations, permissions, clashes, kustomize)
READ = ("yaml", "json")  # kinds of text in which manifests stand
TELLING = ("transcript", "shell", "markdown", "plain")  # kinds of text in which commands stand


def check(sources: Iterable[Source]) -> Iterator[Problem]:
    """Yield what is wrong with the manifests among all sources, each lab by itself."""
    by_lab = defaultdict(list)
    for source in sources:
        by_lab[source.lab].append(source)
    for lab, members in by_lab.items():
        if any(source.kind in READ for source in members):
            yield from check_lab(lab, members)


def check_lab(lab: Lab | None, sources: list[Source]) -> Iterator[Problem]:
    """Yield what is wrong with the manifests of one lab; of a page's code, what each piece says by itself."""
    asked = {source.path for source in sources}
    whole = [source for source in sources if not source.fragment]
    if lab and not lab.whole:
        whole = sorted([*whole, *_beside(lab.folder, asked)], key=lambda source: source.path)
    manifests = []
    for source in [*whole, *(source for source in sources if source.fragment)]:
        if source.kind in READ:
            found, problems = documents.read(source)
            manifests += found
            yield from (problem for problem in problems if problem.path in asked)
    described: Kinds = {}
    for manifest in [one for one in manifests if one.kind == "CustomResourceDefinition"]:
        described |= crds.described_by(manifest.data)
    texts = [source.text for source in whole if source.kind in TELLING]
    if any(map(commands.fills_in, texts)):  # templates: nobody knows what they will say
        asked -= {one.source.path for one in manifests if messages.PLACEHOLDER.search(str(one.data))}
    together = Manifests(
        lab.folder if lab else "/", [one for one in manifests if not one.source.fragment], "\n".join(texts)
    )
    wanted = [one for one in manifests if one.source.path in asked]
    for manifest in wanted:
        yield from objects.check(manifest, described, bool(together.given_labels))
    yield from images.check(together, wanted)
    for module in ACROSS:
        yield from (problem for problem in module.check(together) if problem.path in asked)


def _beside(folder: Path, known: set[Path]) -> Iterator[Source]:
    """Yield the other files of a folder, as far as they are text."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        kind = kinds.of_file(path) if path not in known and path.is_file() else None
        if kind in (*READ, *TELLING) and kind and reading.read(path)[0]:
            yield Source(path, path, kind)
