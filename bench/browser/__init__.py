"""What a person at the screen waits for, in a real Chromium on this machine."""

from __future__ import annotations

from collections.abc import Iterator

from bench.browser import motion, page, path, together
from bench.row import Row


def rows() -> Iterator[Row]:
    """The network in motion first: it wants the machine for itself."""
    yield from motion.rows()
    yield from page.rows()
    yield from path.rows()
    yield from together.rows()
