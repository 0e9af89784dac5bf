"""The checks of Helm charts: what is seen without Helm, and what comes out of the templates where there is one."""

import shutil

import pytest

from book.lint.helm import lines
from book.lint.helm.lines import origins
from book.lint.helm.templates import actions

needs_helm = pytest.mark.skipif(shutil.which("helm") is None, reason="helm is not installed")

HELPERS = """\
{{/* The name of everything. {{ no action }} */}}
{{- define "shop.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- define "shop.labels" -}}
app.kubernetes.io/name: {{ include "shop.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}
"""
DEPLOYMENT = """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "shop.name" . }}
  labels:
    {{- include "shop.labels" . | nindent 4 }}
spec:
  {{- if not .Values.autoscaling.enabled }}
  replicas: {{ .Values.replicas }}
  {{- end }}
  selector:
    matchLabels:
      {{- include "shop.labels" . | nindent 6 }}
  template:
    metadata:
      labels:
        {{- include "shop.labels" . | nindent 8 }}
      {{- with .Values.podAnnotations }}
      annotations:
        {{- toYaml . | nindent 8 }}
      {{- end }}
    spec:
      containers:
        - name: {{ .Chart.Name }}
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"
          ports:
            - name: http
              containerPort: {{ .Values.service.port }}
          {{- with .Values.env }}
          env:
            {{- range $name, $value := . }}
            - name: {{ $name }}
              value: {{ $value | quote }}
            {{- end }}
          {{- end }}
          envFrom:
            - configMapRef:
                name: {{ include "shop.name" . }}
          resources:
            {{- toYaml .Values.resources | nindent 12 }}
"""
OTHERS = """\
{{- range $city, $seats := .Values.cities }}
---
apiVersion: v1
kind: Service
metadata:
  name: {{ include "shop.name" $ }}-{{ $city }}
spec:
  selector:
    {{- include "shop.labels" $ | nindent 4 }}
  ports:
    - port: {{ $seats }}
      targetPort: http
{{- end }}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ include "shop.name" . }}
data:
  CITY: {{ required "a city is needed" .Values.city | quote }}
"""
VALUES = """\
replicas: 2
city: Lima
cities: {lima: 80, quito: 81}
env: {CITY: Lima, SEATS: 20}
image: {repository: nginx, tag: ""}
service: {port: 8080}
autoscaling: {enabled: false}
podAnnotations: {}
nameOverride: ""
resources:
  limits: {memory: 64Mi}
"""
SCHEMA = """\
{
  "$schema": "https://json-schema.org/draft-07/schema#",
  "type": "object",
  "required": ["city"],
  "properties": {"replicas": {"type": "integer", "minimum": 1}, "city": {"type": "string"}}
}
"""
CHART = {
    "Chart.yaml": 'apiVersion: v2\nname: shop\nversion: 1.2.0\nappVersion: "1.30"\n',
    "values.yaml": VALUES,
    "values.schema.json": SCHEMA,
    "values-production.yaml": "replicas: 5\n",
    ".helmignore": "*.md\n",
    "templates/_helpers.tpl": HELPERS,
    "templates/deployment.yaml": DEPLOYMENT,
    "templates/others.yaml": OTHERS,
    "templates/NOTES.txt": "Forward a port to {{ .Release.Name }}.\n",
}
D, R, V = "templates/deployment.yaml", "templates/others.yaml", "values.yaml"


@pytest.fixture
def chart(places):
    """Lints the chart with texts replaced: a function of [(file, old, new)]; returns `file:line rule`s."""

    def find(changes=(), asked="."):
        files = dict(CHART)
        for file, old, new in changes:
            assert old in files.get(file, old), file
            files[file] = files[file].replace(old, new, 1) if file in files else new
        found = places({f"shop/{name}": content for name, content in files.items()}, asked=[asked])
        return [place.removeprefix("shop/") for place in found]

    return find


def test_a_realistic_chart_raises_nothing(chart):
    assert chart() == []


SEEN = [
    ("Chart.yaml", "version: 1.2.0\n", "", ["Chart.yaml:1 helm-chart"]),
    ("Chart.yaml", 'appVersion: "1.30"', "appVersion: 1.30", ["Chart.yaml:4 helm-chart"]),
    (V, "replicas: 2", "replicas: 0", ["values.yaml:1 helm-values"]),
    (V, "city: Lima\n", "", ["values.yaml:1 helm-values"]),
    (D, ".Values.replicas }}", ".Values.replicas }", ["templates/deployment.yaml:9 helm-template"]),
    (D, "{{- end }}\n  selector", "selector", ["templates/deployment.yaml:8 helm-template"]),
    (D, "spec:\n  {{-", "spec:\n  {{ end }}\n  {{-", ["templates/deployment.yaml:8 helm-template"]),
    (D, '"shop.labels" . | nindent 6', '"shop.label" . | nindent 6', ["templates/deployment.yaml:13 helm-template"]),
    (D, ".Values.image.tag", ".Values.img.tag", ["templates/deployment.yaml:25 helm-value-missing"]),
    (D, ".Values.service.port", ".Values.service.prt", ["templates/deployment.yaml:28 helm-value-missing"]),
    (R, '"shop.name" $ }}', '"shop.name" $ }}{{ .Release.Name }}', ["templates/others.yaml:6 helm-template"]),
]


@pytest.mark.parametrize(("file", "old", "new", "expected"), SEEN)
def test_what_can_be_seen_without_helm_is_told(chart, monkeypatch, file, old, new, expected):
    monkeypatch.setattr("book.lint.helm.render.installed", lambda: False)
    assert chart([(file, old, new)]) == expected


EXPECTED = [
    "{{ .Values.a | default 1 }}",
    "{{ if .Values.a }}{{ .Values.a.b }}{{ end }}",
    "{{ with .Values.a }}{{ .b }}{{ else }}{{ .Values.replicas }}{{ end }}",
    '{{ if hasKey .Values "a" }}{{ .Values.a.b }}{{ end }}',
    '{{ if and (hasKey .Values.image "pull") .Values.image.pull.always }}{{ .Values.image.pull.how }}{{ end }}',
    "{{ if and .Values.a .Values.a.b }}{{ .Values.a.b.c }}{{ end }}",
    "{{ if .Values.podAnnotations }}{{ .Values.podAnnotations.a.b }}{{ end }}",
    "{{ if .Values.autoscaling.enabled }}{{ .Values.autoscaling.targets.cpu }}{{ end }}",
    "{{ (.Values.a).b }}",
    "{{ $a := .Values.a }}",
    "{{ .Values.global.a }}",
    '{{ "{{ .Values.a }}" }}{{ `{{` }}',
    "{{/* {{ .Values.a }}\n*/}}",
    '{{ dig "a" "b" .Values.a }}',
]


UNEXPECTED = [
    "{{ .Values.a.b | default 1 }}",
    "{{ if .Values.image }}{{ .Values.a.b }}{{ end }}",
    "{{ if and .Values.replicas .Values.a.b }}{{ end }}",
    "{{ if .Values.autoscaling.enabled }}{{ .Values.autoscaling.enable }}{{ end }}",
]


@pytest.mark.parametrize("text", UNEXPECTED)
def test_a_value_that_nothing_asks_for_is_told(chart, monkeypatch, text):
    monkeypatch.setattr("book.lint.helm.render.installed", lambda: False)
    assert chart([("templates/more.yaml", "", f"{text}\n")]) == ["templates/more.yaml:1 helm-value-missing"]


@pytest.mark.parametrize("text", EXPECTED)
def test_a_value_that_is_expected_to_be_missing_may_be(chart, monkeypatch, text):
    monkeypatch.setattr("book.lint.helm.render.installed", lambda: False)
    assert chart([("templates/more.yaml", "", f"{text}\n")]) == []


def test_what_was_not_checked_is_told_but_no_problem(chart, tmp_path, monkeypatch, caplog):
    monkeypatch.setattr("book.lint.helm.render.installed", lambda: False)
    assert chart() == []
    assert caplog.messages == [
        f"{tmp_path}/shop: the manifests that its templates render were not checked: helm is not installed"
    ]


def test_a_template_asked_for_alone_is_checked_with_its_chart(chart):
    changes = [(D, ".Values.image.tag", ".Values.img.tag"), ("Chart.yaml", "version: 1.2.0\n", "")]
    assert chart(changes, asked=f"shop/{D}") == ["templates/deployment.yaml:25 helm-value-missing"]


def test_templates_of_any_shape_are_read():
    for text in ('{{ "a" ' * 2000, "{{" * 20_000, '{{ "' * 5000, "{{ `a` " * 2000 + "}}", "{{/*" * 5000):
        assert {line for line, _ in actions(text)} == {1}


RENDERED = [
    (
        D,
        "containerPort:",
        "containrPort:",
        ["templates/deployment.yaml:27 kubernetes-field", f"{D}:28 kubernetes-field"],
    ),
    (D, "nindent 6", "nindent 4", [f"{D}:13 kubernetes-field", f"{D}:13 kubernetes-field"]),
    (V, "memory: 64Mi", "memory: 64MB", [f"{D}:40 kubernetes-quantity"]),
    (
        D,
        'name: {{ include "shop.name" . }}\n          res',
        "name: shp\n          res",
        [f"{D}:38 kubernetes-reference"],
    ),
    (R, "targetPort: http", "targetPort: web", [f"{R}:12 kubernetes-service-port"]),
    (D, ".Values.replicas", ".Values.replicas | nothing", [f"{D}:9 helm-template"]),
    (R, "  ports:\n", "  ports: [\n", [f"{R}:11 helm-template"]),
    ("values-production.yaml", "replicas: 5", "replicas: -5", ["values-production.yaml:1 helm-values"]),
]


@needs_helm
@pytest.mark.parametrize(("file", "old", "new", "expected"), RENDERED)
def test_what_the_templates_render_is_told_on_their_lines(chart, file, old, new, expected):
    assert chart([(file, old, new)]) == expected


@needs_helm
def test_a_chart_that_requires_a_value_is_no_mistake(chart, caplog):
    changes = [(V, "city: Lima\n", ""), ("values.schema.json", '"required": ["city"]', '"required": []')]
    assert chart(changes) == []
    assert "it requires a value: a city is needed; set it in ci/test-values.yaml" in caplog.text
    assert chart([*changes, ("ci/test-values.yaml", "", "city: Quito\n")]) == []


def test_each_rendered_line_has_the_line_of_the_template_it_came_from():
    template = (
        "a:\n  {{- toYaml .x | nindent 2 }}\nb: {{ .b }}\n{{- range .c }}\n- name: {{ .name }}\n  size: 1\n{{- end }}\n"
    )
    rendered = "a:\n  k: 1\n  l: 2\nb: 5\n- name: one\n  size: 1\n- name: two\n  size: 1\n"
    assert origins(template, rendered) == [1, 2, 2, 3, 5, 6, 5, 6]


def many(fields):
    """Return (template, what it renders, the lines it came from) of a large object whose lines are much alike."""
    template, rendered, expected = [], [], []
    for n in range(fields):
        head, line = [f"field{n}:", "  type: string", "  text: {{ .Values.text }}"], 5 * n + 1
        template += [*head, f"  x-{n}: {{{{ .Values.b{n} }}}}", "  {{- toYaml .Values.c | nindent 2 }}"]
        rendered += [*head[:2], "  text: a text", f"  x-{n}: {n}", "  q: 1", "  r: 2"]
        expected += [line, line + 1, line + 2, line + 3, line + 4, line + 4]
    return "\n".join(template), "\n".join(rendered), expected


def test_a_template_of_twice_the_lines_is_compared_twice_as_often(monkeypatch):
    asked = []
    matches = lines.Form.matches
    monkeypatch.setattr(lines.Form, "matches", lambda form, line: asked.append(line) or matches(form, line))
    counts = []
    for fields in (100, 200):
        asked.clear()
        template, rendered, expected = many(fields)
        assert origins(template, rendered) == expected
        counts.append(len(asked))
    assert counts[1] <= 2 * counts[0]


def test_of_a_line_that_matches_many_only_a_few_are_looked_at():
    template, rendered, _ = many(100)
    forms, _ = lines._forms(template)
    matches = [lines._match(forms, line) for line in rendered.splitlines()]
    allowed = lines._allowed(matches)
    assert max(len(match.lines) for match in matches) == 100
    assert max(map(len, allowed.values())) <= lines.FEW


def test_a_schema_that_points_elsewhere_asks_no_network(chart, monkeypatch):
    monkeypatch.setattr("book.lint.helm.render.installed", lambda: False)
    monkeypatch.setattr("socket.socket.connect", lambda *address: pytest.fail("the linter asks the network"))
    schema = SCHEMA.replace('{"type": "integer", "minimum": 1}', '{"$ref": "https://example.org/a.json"}')
    assert chart([("values.schema.json", SCHEMA, schema)]) == []


@pytest.mark.parametrize("content", ["[]\n", '{"type": 5}\n', '{"properties": {"city": {"pattern": "("}}}\n', "{\n"])
def test_no_schema_stops_the_linter(chart, monkeypatch, content):
    monkeypatch.setattr("book.lint.helm.render.installed", lambda: False)
    for problem in chart([("values.schema.json", SCHEMA, content)]):
        assert problem.split(" ")[1] in ("helm-values", "json-syntax")
