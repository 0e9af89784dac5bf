"""Custom resources: what a CustomResourceDefinition in a lab says that its kinds may hold."""

import json
import re

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError

from book.lint.kubernetes import schema
from book.lint.kubernetes.manifest import Data, dig


def described_by(data: Data) -> dict[tuple[str, str], Data]:
    """Return {(apiVersion, kind): JSON Schema} that a CustomResourceDefinition describes."""
    found, kind = {}, dig(data, "spec", "names", "kind", default="")
    for version in dig(data, "spec", "versions", default=[]):
        described = dig(version, "schema", "openAPIV3Schema", default={})
        if described and _usable(described):
            api = f"{dig(data, 'spec', 'group')}/{dig(version, 'name')}"
            found[api, kind] = schema.close(schema.with_head(described))
    return found


def name_of(data: Data) -> str:
    """Return the name that a CustomResourceDefinition must have."""
    return f"{dig(data, 'spec', 'names', 'plural')}.{dig(data, 'spec', 'group')}"


def _usable(found: Data) -> bool:
    """Tell whether something is a JSON Schema; what a definition has wrong is told of itself."""
    try:
        Draft202012Validator.check_schema(found)
        texts = re.findall(r'"pattern": ("(?:[^"\\]|\\.)*")', json.dumps(found))
        return all(re.compile(json.loads(text)) for text in texts) and '"$ref"' not in json.dumps(found)
    except (SchemaError, re.error, RecursionError):
        return False
