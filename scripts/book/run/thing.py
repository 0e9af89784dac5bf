"""What an engine holds, and what of it an example has left."""

from dataclasses import dataclass, field
from typing import NamedTuple


class Thing(NamedTuple):
    """What an engine holds: a container, a network, a volume, an image, an object of a cluster."""

    kind: str
    id: str
    name: str


@dataclass
class Left:
    """What is there afterwards and was not before: the example's, each with what is wrong, and somebody else's."""

    own: dict[Thing, str] = field(default_factory=dict)
    others: set[Thing] = field(default_factory=set)
    going: bool = False  # some of the example's may be on its way out
