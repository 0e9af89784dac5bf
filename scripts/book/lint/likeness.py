"""Which of the known words somebody probably meant."""

import difflib
from collections.abc import Iterable


def near(name: str, known: Iterable[object], likeness: float = 0.7) -> str:
    """Return `; did you mean image?` if one of the known words is like this one, or ends with it."""
    folded, name = {str(word).lower(): str(word) for word in known}, name.lower()
    close = difflib.get_close_matches(name, folded, n=1, cutoff=likeness)
    if not close and len(name) > 2 and likeness < 0.9:
        close = [word for word in folded if word.endswith(name)]
    return f"; did you mean {folded[close[0]]}?" if close else ""


def edits(one: str, other: str) -> int:
    """Return how many letters must be changed, added or left out to make one word the other."""
    row = list(range(len(other) + 1))
    for number, letter in enumerate(one, 1):
        above, row[0] = row[0], number
        for place, wanted in enumerate(other, 1):
            above, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, above + (letter != wanted))
    return row[-1]
