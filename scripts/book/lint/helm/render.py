"""`helm`, from the PATH: the one module that knows it. It lints a chart and renders it; it never asks a cluster.

A chart is rendered with its values.yaml, and once more with each file of values beside it (`values-*.yaml`,
`ci/*-values.yaml`). What a chart requires and nobody sets keeps it from being rendered; that is no mistake.
"""

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess

from book.lint.helm.chart import VALUES, Chart, read
from book.lint.helm.lines import origins
from book.lint.helm.templates import TEMPLATE
from book.lint.kubernetes.messages import at
from book.lint.kubernetes.schema import VERSION
from book.lint.texts import Source
from lablint.formats import yaml
from lablint.problem import Problem

SECONDS = 30
FINDING = re.compile(r"^\[(ERROR|WARNING)\] (.*?): ?(.*)$")
PLACE = re.compile(r"[\w.-]+/((?:charts/[\w.-]+/)*templates/[^:\s)]+):(\d+)")
REFUSED = re.compile(r"^- at '([^']*)': (.*)$", re.M)
PIECE = re.compile(r"^---\n# Source: [^/\n]+/(.+)\n", re.M)


@dataclass(frozen=True)
class Rendered(Source):
    """What a template rendered; its problems are told where the template has them."""

    origins: tuple[int, ...] = ()

    def problem(self, line: int, rule: str, message: str) -> Problem:
        line = self.origins[min(max(int(line), 1), len(self.origins)) - 1] if self.origins else 1
        return Problem(self.path, line, rule, f"{message} (as the template renders it)")


def installed() -> bool:
    """Tell whether there is a helm."""
    return shutil.which("helm") is not None


def lint(chart: Chart) -> tuple[list[Problem], list[str]]:
    """Return (problems, notes) of `helm lint`: notes say why the chart cannot be rendered here, which is no mistake."""
    done = _helm("lint", str(chart.root))
    problems: list[Problem] = []
    notes: list[str] = []
    for level, where, message in _findings(done.stdout + done.stderr):
        if "missing these dependencies" in message:
            notes.append("its dependencies are not in charts/; run helm dependency build")
        elif place := PLACE.search(message):
            problems.append(Problem(chart.root / place[1], int(place[2]), TEMPLATE, f"helm: {_shown(message)}"))
        elif level == "ERROR" and where != "templates/":
            file = chart.root / where if (chart.root / where).is_file() else chart.root / "Chart.yaml"
            if "unable to parse YAML" not in message:  # said of what it renders, with its line
                problems.append(Problem(file, 1, TEMPLATE, f"helm: {_shown(message)}"))
    return problems, notes


def manifests(chart: Chart, values: Path | None, folder: str) -> tuple[list[Source], list[Problem], list[str]]:
    """Return (what the templates render as sources, problems, notes); the sources' files stand in the folder."""
    options = ["--values", str(values)] if values else []
    done = _helm("template", chart.name, str(chart.root), "--debug", "--kube-version", VERSION, *options)
    if "execution error at" in done.stderr:
        reason = _shown(done.stderr.partition("): ")[2])
        return [], [], [f"it requires a value: {reason}; set it in ci/test-values.yaml"]
    found: list[Source] = []
    problems: list[Problem] = []
    if done.returncode and not done.stdout:
        problems += _refused(chart, values, done.stderr)
    for number, (path, text) in enumerate(_pieces(chart, done.stdout)):
        file = Path(folder) / f"{values.stem if values else ''}-{number}.yaml"
        file.write_text(text, encoding="utf-8")
        source = Rendered(path, file, "yaml", origins=tuple(origins(chart.templates.get(path, ""), text)))
        found.append(source)
        problems += _syntax(source, text)
    return found, problems, []


def values_files(chart: Chart) -> list[Path | None]:
    """Return the files of values to render the chart with: None is its own values.yaml alone."""
    return [None, *sorted(chart.root.glob("values-*.yaml")), *sorted(chart.root.glob("ci/*-values.yaml"))]


def _refused(chart: Chart, values: Path | None, text: str) -> Iterator[Problem]:
    """Yield why Helm renders nothing: a place in a template, or values that the chart's schema refuses."""
    given = read(values) if values else chart.values
    refused = REFUSED.findall(text) if given else []
    for pointer, reason in refused:
        path = [int(step) if step.isdigit() else step for step in pointer.split("/")[1:]]
        if given:
            yield given.problem(path, VALUES, f"{at(path)}{reason}")
    if not refused:
        place = PLACE.search(text)
        file, line = (chart.root / place[1], int(place[2])) if place else (values or chart.root / "Chart.yaml", 1)
        yield Problem(file, line, TEMPLATE, f"helm: {_shown(text)}")


def _helm(*arguments: str) -> CompletedProcess[str]:
    command = ["helm", *arguments]
    try:
        return subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=SECONDS)
    except (OSError, subprocess.TimeoutExpired) as error:
        return subprocess.CompletedProcess(command, 1, "", f"helm gave no answer: {error}")


def _findings(text: str) -> list[list[str]]:
    """Yield (level, where, message) of what `helm lint` tells, each in one line."""
    found = []
    for line in text.splitlines():
        if match := FINDING.match(line):
            found.append([*match.groups()])
        elif found and line.startswith((" ", "\t", "template:")):
            found[-1][2] += f" {line.strip()}"
    return found


def _pieces(chart: Chart, text: str) -> Iterator[tuple[Path, str]]:
    parts = PIECE.split(text)
    for name, content in zip(parts[1::2], parts[2::2], strict=True):
        if (chart.root / name).is_file():
            yield chart.root / name, content


def _syntax(source: Source, text: str) -> Iterator[Problem]:
    """Yield why what was rendered is no YAML."""
    if bomb := yaml.bomb(text):
        yield source.problem(bomb[0], TEMPLATE, bomb[1])
    elif fault := yaml.fault(text):
        yield source.problem(fault.line, TEMPLATE, f"this renders to no YAML: {fault}")


def _shown(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if "--debug flag" not in line and not line.startswith("level=")]
    return " ".join(lines).removeprefix("Error: ").strip()[:400]
