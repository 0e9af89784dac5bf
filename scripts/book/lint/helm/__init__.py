"""Helm charts: what they say of themselves, their templates, and the manifests that come out of them.

What can be seen without Helm is looked at first (`chart`, `templates`); if that is in order and `helm` is
installed, it lints and renders the chart, and the manifests go through the checks of Kubernetes (`render`).
"""

import logging
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from book.lint import kubernetes
from book.lint.helm import chart, render, templates
from book.lint.labs import Lab
from book.lint.texts import Source
from lablint.problem import Problem

UNCHECKED = "%s: the manifests that its templates render were not checked: %s"
log = logging.getLogger("book.lint")


def check(sources: list[Source]) -> Iterator[Problem]:
    """Yield what is wrong with the charts that the sources belong to, as far as it stands in the sources."""
    charts = defaultdict(list)
    for source in sources:
        root = None if source.fragment else chart.root_of(source.path)
        if root:
            charts[root].append(source)
    for root, members in charts.items():
        asked = {source.path for source in members}
        beside = [one for one in sources if one.lab == members[0].lab and one.kind in kubernetes.TELLING]
        yield from (problem for problem in _chart(root, members[0].lab, beside) if problem.path in asked)


def _chart(root: Path, lab: Lab | None, beside: list[Source]) -> Iterator[Problem]:
    loaded = chart.load(root)
    yield from chart.numbers(loaded)
    problems = [*chart.check(loaded), *templates.check(loaded)]
    yield from problems
    if problems or loaded.kind == "library":
        return
    if not render.installed():
        log.warning(UNCHECKED, root, "helm is not installed")
        return
    problems, notes = render.lint(loaded)
    yield from problems
    if not problems and not notes:
        with TemporaryDirectory() as folder:
            rendered = [render.manifests(loaded, values, folder) for values in render.values_files(loaded)]
            for found, problems, _ in rendered:
                yield from problems or kubernetes.check_lab(lab, [*found, *beside])
            notes = [note for _, _, said in rendered for note in said] if not any(one[0] for one in rendered) else []
    for note in notes:
        log.warning(UNCHECKED, root, note)
