"""Who checks what: for each kind of file its checkers, and the checks of the book as a whole.

This is the one place where rooms meet: the drawing of figures and the record of a run belong to
`figures` and `run`, which know themselves what is wrong; here they are asked.
"""

from book.lint import coverage, ledger, pages, parity, prose

# Each gets all sources of its kind at once and yields problems: a tool starts one process for them.
CHECKERS = {}

# Each gets the book and yields problems of any of its files.
BOOK_CHECKS = [pages.check, prose.check, parity.check, coverage.check, ledger.check]
