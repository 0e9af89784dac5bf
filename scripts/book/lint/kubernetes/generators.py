"""ConfigMaps and Secrets that kustomize generates, and the keys that they get."""

from collections.abc import Iterator

from book.lint import reading
from book.lint.kubernetes import kustomization
from book.lint.kubernetes.commands import Made
from book.lint.kubernetes.manifest import Data, Manifest, dig
from book.lint.kubernetes.pods import entries


def made(manifest: Manifest) -> Iterator[Made]:
    """Yield what the generators of a Kustomization make."""
    for field, kind in (("configMapGenerator", "ConfigMap"), ("secretGenerator", "Secret")):
        for entry in entries(manifest.data, field):
            if isinstance(entry.get("name"), str):
                yield Made(kind, entry["name"], manifest.source.path.parent, keys=_keys(manifest, entry))


def _keys(manifest: Manifest, entry: Data) -> frozenset[str] | None:
    """Return the keys of what a generator makes, None if nobody knows them."""
    if entry.get("behavior") in ("merge", "replace"):
        return None
    found = {text.partition("=")[0] for text in dig(entry, "literals", default=[]) if isinstance(text, str)}
    for text in dig(entry, "files", default=[]):
        key, equals, _ = str(text).partition("=")
        found.add(key if equals else key.rpartition("/")[2])
    for name in [*dig(entry, "envs", default=[]), *([entry["env"]] if entry.get("env") else [])]:
        path = kustomization.beside(manifest, str(name))
        if not kustomization.exists(path) or not path.is_file():
            return None
        lines = (reading.read(path)[0] or "").splitlines()
        found.update(line.partition("=")[0].strip() for line in lines if line.strip() and not line.startswith("#"))
    return frozenset(found)
