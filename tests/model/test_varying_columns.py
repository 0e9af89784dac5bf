"""Of a table of kubectl's only the columns that change from run to run are not compared."""

import pytest

from book.model.varying import COLUMNS, comparable, spans
from book.run.compare import difference
from lablint.formats.transcript import Step


def table(*rows):
    """Rows set as kubectl sets them."""
    widths = [max(map(len, column)) + 3 for column in zip(*rows, strict=True)]
    lines = ("".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return "".join(f"{line.rstrip()}\n" for line in lines)


def pods(name="shop", status="Running", restarts="1 (5s ago)", age="5s"):
    return table(("NAME", "STATUS", "RESTARTS", "AGE"), (name, status, restarts, age))


def agree(shown, seen):
    return difference(Step("kubectl get", shown, 1), seen) is None


def test_an_age_is_not_compared():
    assert agree(pods(), pods(age="2m3s", restarts="1 (7m ago)"))


@pytest.mark.parametrize("other", [{"name": "kiosk"}, {"status": "Pending"}, {"restarts": "2 (5s ago)"}])
def test_what_stands_beside_an_age_is_compared(other):
    assert not agree(pods(), pods(**other))


def test_columns_behind_an_age_are_compared():
    shown = table(("NAME", "AGE", "NODE"), ("shop", "5s", "book-worker"))
    assert agree(shown, table(("NAME", "AGE", "NODE"), ("shop", "2m9s", "book-worker")))
    assert not agree(shown, table(("NAME", "AGE", "NODE"), ("shop", "5s", "book-worker2")))


def test_an_age_that_is_missing_is_seen():
    shown = table(("NAME", "AGE", "NODE"), ("shop", "5s", "book-worker"))
    assert not agree(shown, table(("NAME", "AGE", "NODE"), ("shop", "", "book-worker")))


def test_a_quantity_of_processor_is_compared():
    assert not agree(table(("POD", "CPU"), ("shop", "50m")), table(("POD", "CPU"), ("shop", "60m")))


def test_the_table_ends_with_an_empty_line_or_another_table():
    ages = table(("NAME", "AGE"), ("shop", "5s"))
    assert not agree(f"{ages}\nevery  5s\n", f"{ages}\nevery  9s\n")
    assert not agree(ages + table(("NAME", "CPU"), ("shop", "5m")), ages + table(("NAME", "CPU"), ("shop", "9m")))


def test_the_head_itself_is_compared():
    assert not agree(table(("NAME", "AGE"), ("shop", "5s")), table(("NAME", "CPU"), ("shop", "5s")))


@pytest.mark.parametrize("head", COLUMNS)
def test_every_column_says_why_and_is_needed(head):
    assert COLUMNS[head]
    assert comparable([f"NAME   {head}", "shop   one"])[1] == "shop <changes>"


def test_a_cell_that_changes_is_found_in_its_place():
    shown = table(("NAME", "AGE", "NODE"), ("shop", "5s", "book-worker"), ("kiosk", "", "book-worker")).splitlines()
    assert spans(shown) == [[], [(8, 10)], []]
