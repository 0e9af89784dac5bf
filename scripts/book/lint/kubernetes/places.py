"""Where a field that does not exist here belongs: most of them are indented one step too far, or too little."""

from book.lint.kubernetes import schema
from book.lint.kubernetes.manifest import Data, Steps
from book.lint.kubernetes.messages import at


def belongs(known: Data, path: Steps, name: str) -> str:
    """Return `; it belongs in spec.template.spec` for the place nearest to a path whose object has that field."""
    here, document = schema.resolved(known)
    walked: tuple[str | int, ...] = ()
    above = [(walked, here, document)]
    for step in path:
        child = here.get("items") if isinstance(step, int) else _properties(here).get(step)
        if child is None:
            return ""
        here, document = schema.resolved(child, document)
        walked = (*walked, step)
        if _properties(here):
            above.append((walked, here, document))
    for place, outside, document in reversed(above):
        if name in _properties(outside) and outside is not here:
            return _shown(place)
        for field, child in _properties(outside).items():
            near = outside is here or field in ("metadata", "spec", "template")
            if near and name in _inside(child, document):
                return _shown((*place, field))
    return ""


def _inside(child: Data, document: str | None) -> Data:
    """Return the fields of an object, or of the objects of a list."""
    found, document = schema.resolved(child, document)
    return _properties(schema.resolved(found["items"], document)[0] if "items" in found else found)


def _properties(found: Data) -> Data:
    properties = found.get("properties")
    return properties if isinstance(properties, dict) else {}


def _shown(place: Steps) -> str:
    return f"; it belongs in {at(place).removesuffix(': ') or 'the object itself, at the left'}"
