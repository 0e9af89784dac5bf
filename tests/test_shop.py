"""The ticket shop grows from chapter to chapter; later chapters use its second version as it is there."""

import pytest

from book.model import ROOT

FIRST = ROOT / "docs/examples/docker/dockerfile/shop"
SECOND = ROOT / "docs/examples/docker/compose/shop"
KEPT = [
    ".dockerignore",
    "Dockerfile",
    "gunicorn.conf.py",
    "tests/test_shop.py",
    "tickets/__init__.py",
    "tickets/memory.py",
]


@pytest.mark.parametrize("name", KEPT)
def test_the_second_shop_has_this_file_of_the_first(name: str) -> None:
    assert (SECOND / name).read_bytes() == (FIRST / name).read_bytes()
