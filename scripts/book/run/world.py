"""What an example can change: the engine, the containerd below it, the cluster.

An example is compared with the parts it uses. The lanes follow from that: two examples that share
no part cannot disturb each other and may run at the same time.
"""

import re
import time
from pathlib import Path

from book.run import cluster, containerd, engine, namespace, objects, tools
from book.run.engine import Thing
from book.run.others import OF_EVERY_ENGINE

# What docker commands may do to a node of the cluster without touching anything else of the engine.
HARMLESS = r"exec|cp|ps|inspect|logs|top|stats|port|version|info|events|images|image ls|container (?:ls|inspect)"
TOUCHES = re.compile(rf"\bdocker (?!(?:{HARMLESS})\b)|\bkind load\b")
PATIENCE = {"containerd": 5, "cluster": 45}  # seconds that what is being removed there may take

Things = dict[str, set[Thing]]


class World:
    """The parts of the world that an example uses."""

    def __init__(self, folder: Path):
        names = {tool.name for tool in tools.needs(folder)}
        self.folder, self.parts, self.namespace = folder, [], namespace.name_of(folder)
        if "kubectl" not in names or TOUCHES.search(tools.commands(folder)):
            self.parts.append("engine")
        self.parts += [part for part, tool in (("containerd", "containerd"), ("cluster", "kubectl")) if tool in names]

    @property
    def lane(self) -> str:
        """Where the example runs: two examples never run in one lane at a time."""
        return "cluster" if "cluster" in self.parts else "engine"

    @property
    def lanes(self) -> list[str]:
        """The lanes that have to be free, in the order in which they are taken."""
        return [lane for lane in ("engine", "cluster") if lane in self.parts or lane == self.lane]

    @property
    def environment(self) -> dict[str, str]:
        """What the example's commands need to know beside the usual."""
        found = containerd.environment() if "containerd" in self.parts else {}
        return found | (cluster.environment() if "cluster" in self.parts else {})

    def things(self) -> Things:
        looks = {"engine": engine.things, "containerd": containerd.things, "cluster": objects.things}
        return {part: looks[part]() for part in self.parts}

    def nodes(self) -> set[str]:
        """What the engine holds of the cluster, where the example uses it: lists may show that."""
        return engine.of_clusters() if "cluster" in self.parts else set()

    def taken(self, before: Things, commands: str, made: set[str]) -> list[str]:
        """Return a sentence for each thing that is there under a name that the example gives to its own."""
        words = set(re.findall(r"[\w.-]+", commands)) - OF_EVERY_ENGINE - engine.of_clusters()
        found = [
            (thing.kind, thing.name, f"docker {' '.join(engine.KINDS[thing.kind].removal)} {thing.name}")
            for thing in sorted(before.get("engine", set()))
            if thing.name in (made if thing.kind == "image" else words)
        ]
        found += [
            (thing.kind, thing.name, f"ctr namespaces rm {thing.name}, when it is empty")
            for thing in sorted(before.get("containerd", set()))
            if thing.kind == "containerd namespace" and thing.name in words
        ]
        if ("Namespace", self.namespace) in {thing[::2] for thing in before.get("cluster", set())}:
            found.append(("namespace", self.namespace, f"kubectl delete namespace {self.namespace}"))
        return [
            f"there is a {kind} {name} already, which the example would take for its own; remove it first: {how}"
            for kind, name, how in found
        ]

    def left(self, before: Things, standing: set[str], patient: bool = True) -> Things:
        """Return what the example has left; first give what is being removed its time to go, if `patient`."""
        start, found = time.monotonic(), {}
        for part in self.parts:
            while found.setdefault(part, self._left(part, before[part], standing)):
                if not patient or time.monotonic() > start + PATIENCE.get(part, 0):
                    break
                time.sleep(0.3)
                del found[part]
        return found

    def _left(self, part: str, before: set[Thing], standing: set[str]) -> set[Thing]:
        if part == "cluster":
            return objects.left(before, objects.things(), self.namespace)
        if part == "containerd":
            return containerd.things() - before
        standing = engine.of_clusters() | standing
        return {thing for thing in engine.things() - before if thing.name not in standing}

    def told(self, left: Things, before: Things) -> list[str]:
        """Return a sentence for each thing that is left."""
        said = []
        for part, things in left.items():
            for thing in sorted(things):
                if part == "cluster":
                    said.append(objects.told(thing, before[part]))
                else:
                    where = f" in {thing.id}" if thing.kind.startswith("containerd ") else ""
                    said.append(f"the {thing.kind} {thing.name}{where} is still there afterwards")
        return said

    def remove(self, left: Things, before: Things) -> None:
        """Remove what is left, in the cluster first: it may use the engine's."""
        if "cluster" in left:
            objects.remove(left["cluster"], before["cluster"])
        containerd.remove(sorted(left.get("containerd", ())))
        engine.remove(sorted(left.get("engine", ())))
