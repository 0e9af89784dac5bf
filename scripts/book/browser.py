"""A headless Chromium: the one that the machine has, driven by playwright."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from book import setup

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FLAGS = ["--disable-gpu", "--disable-background-networking", "--disable-component-update"]
FLAGS += ["--no-sandbox"] if os.geteuid() == 0 else []


@contextmanager
def chromium() -> "Iterator[Browser | None]":
    """Yield the browser, None where there is no Chromium."""
    path = setup.chromium()
    if not path:
        yield None
        return
    from playwright.sync_api import sync_playwright  # takes its time, and few runs need it

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()
