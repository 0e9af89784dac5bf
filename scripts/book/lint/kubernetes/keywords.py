"""What Kubernetes asks of an object beyond JSON Schema, as keywords of a schema.

`x-kubernetes-list-map-keys` is Kubernetes' own: what makes an entry of a list another one. `x-only-one` is
ours: of these fields, at most one has a value.
"""

from collections.abc import Iterator
from typing import Any

from jsonschema.exceptions import ValidationError


def once_each(
    validator: object, keys: list[str], instance: object, schema: dict[str, Any]
) -> Iterator[ValidationError]:
    """Yield an error for each entry of a list whose keys an entry before it has."""
    seen: dict[tuple[str, ...], int] = {}
    pattern = schema.get("items") or {}
    defaults = {"protocol": "TCP"} if "protocol" in keys else {}
    for number, item in enumerate(instance if isinstance(instance, list) else ()):
        if isinstance(item, dict) and keys[0] in item:
            values = tuple(str(item.get(key, defaults.get(key))) for key in keys)
            if values in seen:
                yield ValidationError(f"{keys[0]} {values[0]}", path=[number, keys[0]], schema=pattern)
            seen[values] = number


def only_one(
    validator: object, fields: list[str], instance: object, schema: dict[str, Any]
) -> Iterator[ValidationError]:
    """Yield an error for each field that has a value although one before it has."""
    given = instance if isinstance(instance, dict) else {}
    found = [key for key in given if key in fields and given[key] is not None]
    for key in found[1:]:
        yield ValidationError(f"{found[0]} stands beside {key}", path=[key], schema=schema)


ALL = {"x-kubernetes-list-map-keys": once_each, "x-only-one": only_one}
