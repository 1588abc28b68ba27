"""A Chromium, and statistics of waiting."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from statistics import quantiles

from playwright.sync_api import Browser, sync_playwright

CHROMIUM = "/usr/bin/chromium"


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser the tests drive."""
    path = os.environ.get("KANSCOPE_CHROMIUM") or CHROMIUM
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=path, args=["--no-sandbox"]) as browser,
    ):
        yield browser


def within(waits: Sequence[float], share: int = 95) -> float:
    """What `share` per cent of the waits stay within."""
    return quantiles(waits, n=100, method="inclusive")[share - 1]
