"""Of a table of kubectl's only the columns that change from run to run are not compared."""

import pytest

from book.run.columns import COLUMNS, blank
from book.run.compare import difference
from book.run.transcript import Step

PODS = "NAME    READY   STATUS    RESTARTS     AGE\n{}   1/1     {}   {} (5s ago)   {}\n"


def agree(shown, seen):
    return difference(Step("kubectl get", shown, 1), seen) is None


def test_an_age_is_not_compared():
    assert agree(PODS.format("shop", "Running", 1, "5s"), PODS.format("shop", "Running", 1, "2m3s"))


@pytest.mark.parametrize("other", [("kiosk", "Running", 1), ("shop", "Pending", 1), ("shop", "Running", 2)])
def test_what_stands_beside_an_age_is_compared(other):
    assert not agree(PODS.format("shop", "Running", 1, "5s"), PODS.format(*other, "5s"))


def test_columns_behind_an_age_are_compared():
    table = "NAME   AGE   NODE\nshop   {}    {}\n"
    assert agree(table.format("5s", "book-worker"), table.format("9s", "book-worker"))
    assert not agree(table.format("5s", "book-worker"), table.format("5s", "book-worker2"))


def test_an_age_that_is_missing_is_seen():
    table = "NAME   AGE   NODE\nshop   {:5} book-worker\n"
    assert not agree(table.format("5s"), table.format(""))


def test_a_quantity_of_processor_is_compared():
    table = "POD    CPU\nshop   {}\n"
    assert agree(table.format("50m"), table.format("50m"))
    assert not agree(table.format("50m"), table.format("60m"))


def test_the_table_ends_with_an_empty_line_or_another_table():
    text = "NAME   AGE\nshop   5s\n\nevery  {}\n"
    assert not agree(text.format("5s"), text.format("9s"))
    text = "NAME   AGE\nshop   5s\nNAME   CPU\nshop   {}\n"
    assert not agree(text.format("5m"), text.format("9m"))


def test_the_head_itself_is_compared():
    assert not agree("NAME   AGE\nshop   5s\n", "NAME   CPU\nshop   5s\n")


@pytest.mark.parametrize("head", COLUMNS)
def test_every_column_says_why_and_is_needed(head):
    assert COLUMNS[head]
    assert blank([f"NAME   {head}", "shop   1"]) == [f"NAME   {head}", "shop   <changes>"]
