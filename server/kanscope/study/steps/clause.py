"""How an entry finds its clause: one function an operation, registered by type."""

from __future__ import annotations

from functools import singledispatch

from kanscope.study.draft import Draft


@singledispatch
def step(entry: object, draft: Draft) -> None:
    """Change `draft` as `entry` asks, or raise `Refused`."""
    raise TypeError(f"no clause for {type(entry).__name__}")


@singledispatch
def check(operation: object, draft: Draft) -> None:
    """Refuse an operation that makes no sense for the network as it is now.

    Called when it is asked for and again when its turn comes: what was sensible may have been overtaken.
    """
