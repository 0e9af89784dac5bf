"""What the tests of the runner make on the engine, they remove; so nobody else may have things of these names."""

import pytest

from book.run.engines.docker import KINDS, listed

OURS = ("book-test", "book-stranger")


@pytest.fixture(scope="session")
def engine(engine):
    """A Docker Engine that answers, and on which nobody has things that the tests would take for theirs."""
    found = {thing for kind in KINDS for thing in listed(kind) if thing.name.startswith(OURS)}
    told = ", ".join(f"{thing.kind} {thing.name}" for thing in sorted(found))
    assert not found, f"the tests would take for theirs, and remove: {told}; remove or rename that first"
    return engine
