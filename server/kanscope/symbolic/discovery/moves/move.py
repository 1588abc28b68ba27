"""Steps from a view to a simpler one, suggested by the slopes of its surrogate."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kanscope.symbolic.discovery.constants import Constants
from kanscope.symbolic.discovery.surrogate import Surrogate
from kanscope.symbolic.discovery.view import View


@dataclass(frozen=True)
class Move:
    """A simpler view, and how badly the slopes contradict it (0: not at all, 1: wholly)."""

    view: View
    misfit: float


Moves = Callable[[View, Surrogate, Constants], Iterator[Move]]
