"""Where a schema allows one of several forms: which of them was meant, and what is wrong with that one.

A value is compared with the forms of its own type only; of those, the one counts that fits best at the
place itself, then the one with the fewest errors below it.
"""

from collections import defaultdict
from collections.abc import Iterator

from jsonschema.exceptions import ValidationError


def leaves(error: ValidationError) -> Iterator[ValidationError]:
    """Yield the errors of jsonschema that an error comes from; itself, unless one form was clearly meant."""
    meant = _meant(error) if error.validator in ("oneOf", "anyOf") else ()
    if not meant:
        yield error
    for inner in meant:
        yield from leaves(inner)


def _meant(error: ValidationError) -> list[ValidationError]:
    """Return the errors of the form that fits best, nothing if none has the value's type."""
    forms = defaultdict(list)
    for inner in error.context:
        forms[inner.relative_schema_path[0]].append(inner)
    of_its_type = [found for found in forms.values() if not any(map(_another_type, found))]
    return min(of_its_type, key=_distance, default=[])


def _another_type(error: ValidationError) -> bool:
    return not error.relative_path and error.validator == "type"


def _distance(errors: list[ValidationError]) -> tuple[int, int]:
    return sum(not error.relative_path for error in errors), len(errors)
