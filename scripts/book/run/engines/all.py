"""The engines that examples use, in the order in which they are made ready; they are cleaned in the other."""

from book.run.engines.containerd import Containerd
from book.run.engines.docker import Docker
from book.run.engines.engine import Engine
from book.run.engines.kubernetes import Kubernetes

ENGINES: list[Engine] = [Docker(), Containerd(), Kubernetes()]
