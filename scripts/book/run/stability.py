"""Which outputs depend on luck: they were not the same each time an example ran.

What is never compared may differ, and so may what a `...` of the transcript stands for. An output
that agrees with the book in each run is stable, and one that never does but is always the same too.
"""

from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from book.run.compare import difference
from book.run.folder import Outcome
from book.run.shell import Result
from lablint.formats.transcript import Step


def unstable(outcomes: list[Outcome]) -> list[str]:
    """Return a text for each output of which several runs disagree, with its line in the transcript."""
    seen: dict[tuple[Path, str, Step], list[Result]] = defaultdict(list)
    for outcome in outcomes:
        for name, steps in outcome.printed.items():
            for step, result in steps:
                seen[outcome.folder, name, step].append(result)
    found = []
    for (folder, name, step), results in seen.items():
        agreeing = [result for result in results if difference(step, result.output) is None]
        if len(agreeing) == len(results):
            continue
        first = replace(step, output=(agreeing or results)[0].output)
        other = next((result for result in results if difference(first, result.output)), None)
        if other is not None and (shown := difference(first, other.output)):
            times = sum(difference(first, result.output) is None for result in results)
            found.append(
                f"{folder}/{name}:{step.line}: output-unstable it was the same in {times} of {len(results)} runs\n"
                f"{shown.shown}"
            )
    return found
