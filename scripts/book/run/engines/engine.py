"""What the runner asks of an engine; each one is a module, and a line in `engines/__init__.py`.

A run harms nobody: an engine removes only what it can show to be the example's, from the account of
the run, and tells of the rest.
"""

from collections.abc import Callable
from typing import Protocol

from book.run.account import Account, Ran
from book.run.plan import Plan
from book.run.thing import Left, Thing


def there_already(kind: str, name: str, remedy: str) -> str:
    return (
        f"name-taken there is a {kind} {name} already, which the example would take for its own; "
        f"remove it first: {remedy}"
    )


def made_meanwhile(kind: str, name: str) -> str:
    return (
        f"name-taken somebody else has made the {kind} {name} while the example ran, "
        "which the example would take for its own; it stays as it is"
    )


class Engine(Protocol):
    """Something that examples change: its name in the account of a run, and what is asked of it."""

    name: str
    patience: float = 0.0  # seconds that what is being removed there may take

    def uses(self, plan: Plan) -> bool:
        """Tell whether the example's commands use it."""
        ...

    def holds(self, plan: Plan) -> dict[str, bool]:
        """Return what the example needs while it runs, and whether it needs it for itself alone."""
        return {}

    def environment(self, account: Account, say: Callable[[str], None]) -> dict[str, str]:
        """Make ready what the example takes for granted; return what its commands need to know beside the usual."""
        return {}

    def things(self, account: Account) -> set[Thing]:
        """Return what is there."""
        ...

    def begin(self, account: Account) -> None:
        """Make what the example finds there as its own; what was there before is in the account."""
        return None

    def strangers(self, account: Account, command: str | None) -> list[str]:
        """Return, behind a rule's name, what of somebody else's the command would take for the example's.

        None stands for all commands, before the first.
        """
        return []

    def note(self, account: Account, step: Ran) -> None:
        """Note what can be seen only now, when the step is done."""
        return None

    def left(self, account: Account) -> Left:
        """Return what has come since the beginning and is still there."""
        ...

    def remove(self, account: Account, left: Left) -> None:
        """Remove what the example has left, or put it as it was."""
        ...

    def end(self, account: Account) -> None:
        """Take back what `begin` made, whatever became of the example."""
        return None

    def settle(self) -> None:
        """Wait until all that was removed is gone."""
        return None
