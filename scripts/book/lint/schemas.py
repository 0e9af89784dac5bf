"""YAML whose fields are known: Compose files, workflows, Dependabot's settings.

check-jsonschema brings the schemas. It names the place as a path such as `$.services.web`; the
line is found by walking there through the file's nodes.
"""

import json
import re

import yaml

from book.lint import nodes, tool

SCHEMAS = {
    "vendor.compose-spec": re.compile(r"(^|/)(docker-)?compose(\.[\w-]+)?\.ya?ml$"),
    "vendor.github-workflows": re.compile(r"(^|/)\.github/workflows/[^/]+\.ya?ml$"),
    "vendor.dependabot": re.compile(r"(^|/)\.github/dependabot\.ya?ml$"),
}
STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+)\]|\['([^']+)'\]|\[\"([^\"]+)\"\]")


def check(sources):
    """Yield what does not fit the schema that a file's name asks for."""
    for schema, pattern in SCHEMAS.items():
        matching = [source for source in sources if not source.fragment and pattern.search(source.path.as_posix())]
        if matching:
            yield from _ask(schema, matching)


def _ask(schema, sources):
    known = tool.by_file(sources)
    command = ["check-jsonschema", "--builtin-schema", schema, "--output-format", "json"]
    for found in json.loads(tool.run(command, sources))["errors"]:
        source = known[found["filename"]]
        best = found.get("best_deep_match") or found
        rule = schema.removeprefix("vendor.")
        yield source.problem(
            line_of(source.file, best["path"]), rule, f"{best['path'].removeprefix('$.')}: {best['message']}"
        )


def line_of(file, path):
    """Return the line where a path such as `$.services.web.ports[0]` stands, as far as it can be followed."""
    node, line = nodes.compose(file), 1
    for match in STEP.finditer(path):
        key, index = match[1] or match[3] or match[4], match[2]
        if isinstance(node, yaml.SequenceNode) and index and int(index) < len(node.value):
            node = node.value[int(index)]
            line = node.start_mark.line + 1
            continue
        pairs = node.value if isinstance(node, yaml.MappingNode) else ()
        found = next(((name, value) for name, value in pairs if name.value == key), None)
        if found is None:
            break
        line, node = found[0].start_mark.line + 1, found[1]
    return line
