"""A chart's own files: Chart.yaml, and values.yaml against values.schema.json."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import jsonschema
from referencing import Registry
from referencing.exceptions import Unresolvable

from book.lint import reading
from book.lint.kubernetes import messages
from book.lint.kubernetes.manifest import Data, Manifest
from book.lint.kubernetes.schema import SCHEMAS, close
from book.lint.texts import Source
from lablint.formats import yaml
from lablint.problem import Problem

CHART, VALUES, NUMBER = "helm-chart", "helm-values", "helm-number"
VERSION = re.compile(r"tag$|version$", re.IGNORECASE)
ZERO = re.compile(r"\d+\.\d*0")
FOLDERS = ("templates", "ci", "crds")
FILES = ("Chart.yaml", "values.schema.json")


@dataclass(eq=False)
class Chart:
    """A chart as its folder holds it; `about` and `values` are None where they cannot be read."""

    root: Path
    about: Manifest | None
    values: Manifest | None
    schema: Data | None
    templates: dict[Path, str] = field(default_factory=dict)  # path -> text

    @property
    def kind(self) -> str:
        return str(self.about.data.get("type", "application")) if self.about else "application"

    @property
    def name(self) -> str:
        return str(self.about.data.get("name", "chart")) if self.about else "chart"

    @property
    def dependencies(self) -> set[str]:
        """The names under which other charts get their values."""
        listed = self.about.get("dependencies", default=[]) if self.about else []
        found = {str(one.get("alias") or one.get("name")) for one in listed if isinstance(one, dict)}
        charts = self.root / "charts"
        return found | ({path.name for path in charts.iterdir() if path.is_dir()} if charts.is_dir() else set())


def root_of(path: Path) -> Path | None:
    """Return the folder of the chart that a file belongs to, None if it belongs to none."""
    for folder in path.parents:
        if (folder / "Chart.yaml").is_file():
            inside = path.relative_to(folder)
            own = inside.parts[0] in FOLDERS or str(inside) in FILES or inside.match("values*.yaml")
            return folder if own else None
    return None


def load(root: Path) -> Chart:
    """Return the chart of a folder."""
    found = Chart(root, read(root / "Chart.yaml"), read(root / "values.yaml"), _schema(root / "values.schema.json"))
    for path in sorted((root / "templates").rglob("*")):
        if path.is_file() and (text := reading.read(path)[0]):
            found.templates[path] = text
    return found


def check(chart: Chart) -> Iterator[Problem]:
    """Yield what is wrong with Chart.yaml, and values that the chart's own schema refuses."""
    if chart.about:
        for error in jsonschema.Draft202012Validator(_own_schema(), registry=Registry()).iter_errors(chart.about.data):
            for path, _, message in messages.explain(error):
                yield chart.about.problem(path, CHART, message)
        if chart.about.data.get("apiVersion") == "v1" and chart.about.data.get("dependencies"):
            message = "dependencies belong to apiVersion: v2; a chart of v1 has them in requirements.yaml"
            yield chart.about.problem(("dependencies",), CHART, message)
    if chart.schema is not None:
        values = chart.values or _nothing(chart.root / "values.yaml")
        validator = jsonschema.validators.validator_for(chart.schema, default=jsonschema.Draft7Validator)
        try:
            validator.check_schema(chart.schema)
            for error in validator(chart.schema, registry=Registry()).iter_errors(values.data):  # asks no network
                for path, _, message in messages.explain(error):
                    yield values.problem(path, VALUES, message)
        except jsonschema.SchemaError as error:
            place = ".".join(map(str, error.absolute_path))
            yield _nothing(chart.root / "values.schema.json").problem((), VALUES, f"{place}: this is no JSON Schema")
        except (Unresolvable, re.error, RecursionError):
            return  # it names what is elsewhere, or asks what nobody can answer


def numbers(chart: Chart) -> Iterator[Problem]:
    """Yield versions in values.yaml that are numbers to YAML and lose their last zero."""
    source = chart.values.source if chart.values else None
    waiting = [chart.values.node] if chart.values else []
    while source and waiting:
        for key, value in yaml.pairs(waiting.pop()):
            if isinstance(value, yaml.MappingNode):
                waiting.append(value)
            elif VERSION.search(str(key.value)) and value.tag.endswith(":float") and ZERO.fullmatch(value.value):
                message = f"{value.value} is a number, and renders as {float(value.value):g}; put it in quotes"
                yield source.problem(yaml.line(value), NUMBER, message)


@cache
def _own_schema() -> Data:
    return close(yaml.read(SCHEMAS / "chart.yaml"))


def read(path: Path) -> Manifest | None:
    """Return a YAML file of one mapping, None if it is none: yamllint says why."""
    text = reading.read(path)[0] if path.is_file() else None
    nodes = yaml.documents(text, yaml.KUBECTL) if text else []
    if len(nodes) != 1 or not isinstance(nodes[0], yaml.MappingNode):
        return None
    try:
        return Manifest(Source(path, path, "yaml"), nodes[0], yaml.data(nodes[0], yaml.KUBECTL))
    except yaml.NotYaml:
        return None


def _nothing(path: Path) -> Manifest:
    return Manifest(Source(path, path, "yaml"), yaml.MappingNode("", []), {})


def _schema(path: Path) -> Data | None:
    try:
        found = json.loads(reading.read(path)[0] or "") if path.is_file() else None
    except (ValueError, RecursionError):
        return None  # said by the check of JSON
    return found if isinstance(found, dict) else None
