"""All that a lab's manifests and commands make, and who finds whom.

What is looked for may be in any file of the lab; the nearest counts: in the same folder, else in the
folder above and all below that, and so on. `start` and `solution` are two states of one thing and
do not see each other. An object without a namespace may be anywhere: `-n` says so when it is applied.
"""

from collections.abc import Collection, Iterable
from functools import cache, cached_property
from pathlib import Path
from typing import TypeVar

from book.lint.kubernetes import commands, generators, kustomization, pods
from book.lint.kubernetes.commands import Made
from book.lint.kubernetes.manifest import Manifest, dig
from book.lint.kubernetes.pods import Pod

Thing = Manifest | Made | Pod
T = TypeVar("T", bound=Thing)

APART = "and this one are not in the same namespace: one names it, the other does not; write it in both"
PODLESS = {"argoproj.io", "bitnami.com", "cert-manager.io", "external-secrets.io", "monitoring.coreos.com"}
STATES = {"start", "solution", "before", "after", "bad", "good", "broken", "fixed"}


class Manifests:
    """The manifests of a lab, what patches them, and the text of its commands."""

    def __init__(self, folder: Path | str, manifests: list[Manifest], commands: str = "") -> None:
        self.folder, self.commands = Path(folder), commands
        self.kustomizations = [m for m in manifests if kustomization.is_kustomization(m)]
        patched = {path for m in self.kustomizations for path in kustomization.patch_files(m)}
        for manifest in manifests:
            manifest.partial = manifest.partial or manifest.source.path in patched
        self.patches = [m for m in manifests if m.partial]
        self.manifests = [m for m in manifests if not m.partial and m not in self.kustomizations]

    @cached_property
    def given_labels(self) -> set[str]:
        """The keys of the labels that kustomize puts into selectors, and into the Pods that they select."""
        return {key for manifest in self.kustomizations for key in kustomization.given_labels(manifest)}

    def own(self, manifest: Manifest) -> Path:
        """Return the folder of the example that a manifest belongs to: the nearest that explains itself, else all."""
        folders = [_folder(manifest), *_folder(manifest).parents]
        inside = folders[: folders.index(self.folder)] if self.folder in folders else []
        return next((folder for folder in inside if _explained(folder)), self.folder)

    def speaks_of(self, near: Manifest, things: Iterable[Thing]) -> bool:
        """Tell whether any of the things is of the example of a manifest: else somebody else makes them."""
        own = self.own(near)
        return any(_folder(one).is_relative_to(own) for one in things)

    @cached_property
    def made(self) -> list[Made]:
        """What no manifest describes but something makes."""
        found = list(commands.made(self.commands, self.folder))
        for manifest in self.manifests:
            if name := commands.secret_made_by(manifest):
                found.append(Made("Secret", name, manifest.source.path.parent, manifest.namespace))
        for manifest in self.kustomizations:
            found += generators.made(manifest)
        return found

    @cached_property
    def pods(self) -> list[Pod | Made]:
        """The Pods that manifests describe, and those that commands make."""
        described = [pod for manifest in self.manifests if (pod := pods.of(manifest))]
        return described + [made for made in self.made if made.kind in ("Pod", "Deployment")]

    @property
    def objects(self) -> list[Manifest | Made]:
        """What manifests describe, and what something makes."""
        return [*self.manifests, *self.made]

    def find(self, kind: str, name: object, near: Manifest) -> list[Manifest | Made]:
        """Return what has that kind and name, as near to a manifest as there is."""
        found = [one for one in self.objects if one.kind == kind and one.name == name]
        return self.nearest(found, near)

    def vouches(self, name: str) -> bool:
        """Tell whether something makes an object of this name although nobody sees it written.

        What a Helm release or an operator makes is called after the release or the custom resource.
        """
        makers = commands.releases(self.commands) | {one.name for one in self.manifests if foreign(one) and one.name}
        return any(name == maker or name.startswith(f"{maker}-") for maker in makers)

    @cached_property
    def opaque(self) -> bool:
        """Whether an operator or a Helm release may make Pods that nobody sees described."""
        operated = [one for one in self.manifests if foreign(one) and one.group not in PODLESS]
        return bool(operated or commands.releases(self.commands))

    def apart(self, near: Manifest, found: Iterable[Thing]) -> bool:
        """Tell whether only one side says its namespace, and neither a command nor a tool gives it to the other."""
        if not found or self.commands_name_namespaces or any(m.get("namespace") for m in self.kustomizations):
            return False
        spaces = [_namespace(one) for one in found if not isinstance(one, Made)]
        return bool(spaces) and all(bool(space) != bool(_namespace(near)) for space in spaces)

    @cached_property
    def commands_name_namespaces(self) -> bool:
        """Whether `-n`, or Argo CD, puts objects where their manifests do not say."""
        return bool(commands.namespaces(self.commands)) or any(m.kind == "Application" for m in self.manifests)

    def names(self, kind: str, near: Manifest) -> list[str]:
        """Return the names of that kind that a manifest could have meant."""
        return sorted({one.name for one in self.objects if one.kind == kind and sees(near, one)})

    def nearest(self, found: Iterable[T], near: Manifest) -> list[T]:
        """Return those of the manifests, Pods or made things that a manifest sees, and stand nearest to it."""
        found = [one for one in found if sees(near, one)]
        for folder in [_folder(near), *_folder(near).parents]:
            inside = [one for one in found if _folder(one).is_relative_to(folder)]
            if inside or folder == self.folder:
                return inside
        return found


@cache
def _explained(folder: Path) -> bool:
    return any(path.name.lower().startswith("readme") for path in folder.iterdir()) if folder.is_dir() else False


def sees(near: Manifest, one: Thing) -> bool:
    """Tell whether two things may be meant for each other: one state of a lab, one namespace."""
    one = _object(one)
    states = [state(_folder(thing)) for thing in (near, one)]
    return (None in states or states[0] == states[1]) and same_namespace(near.namespace, one.namespace)


def same_namespace(one: str | None, other: str | None) -> bool:
    """Tell whether two namespaces may be the same: one that is not written is any."""
    return not one or not other or one == other


def state(folder: Path) -> tuple[str, ...] | None:
    """Return the part of a path that says which of the states of a lab it shows, None if it is in all of them."""
    return next((folder.parts[: n + 1] for n, part in enumerate(folder.parts) if part in STATES), None)


def foreign(one: Manifest) -> bool:
    """Tell whether a kind is none of Kubernetes' own."""
    return "." in one.group and not one.group.endswith(".k8s.io")


def keys(one: Manifest | Made) -> Collection[str] | None:
    """Return the keys of a ConfigMap or Secret, None if nobody knows them."""
    if isinstance(one, Made):
        return one.keys
    return {key for name in ("data", "stringData", "binaryData") for key in dig(one.data, name, default={})}


def _object(thing: Thing) -> Manifest | Made:
    return thing.manifest if isinstance(thing, Pod) else thing


def _namespace(thing: Thing) -> str:
    namespace = _object(thing).namespace
    return "" if namespace == "default" else namespace


def _folder(thing: Thing) -> Path:
    thing = _object(thing)
    return thing.folder if isinstance(thing, Made) else thing.source.path.parent
