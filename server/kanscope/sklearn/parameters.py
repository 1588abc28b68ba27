"""What a person may write as a parameter, numpy's numbers included, as the engine wants it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from numbers import Integral, Real
from typing import Any

import numpy as np

Listed = (Sequence, np.ndarray)


def whole(name: str, value: Any, least: int = 1) -> int:
    """A whole number, of any integer type. ValueError naming it: another thing, or below `least`."""
    if isinstance(value, bool) or not isinstance(value, Integral) or value < least:
        raise ValueError(f"{name} must be a whole number of at least {least}, got {value!r}")
    return int(value)


def whole_each(name: str, value: Any) -> Any:
    """A whole number of at least 1, or a list of them, one a layer."""
    if _is_list(value):
        return [whole_each(name, one) for one in value]
    return whole(name, value)


def number(name: str, value: Any) -> float:
    """A real number. ValueError naming it: anything else."""
    if isinstance(value, bool | np.bool_) or not isinstance(value, Real):
        raise ValueError(f"{name} must be a number, got {value!r}")
    return float(value)


def one_of(name: str, value: Any, possible: Collection[str]) -> str:
    """One of some words. ValueError naming it: anything else."""
    if not isinstance(value, str) or value not in possible:
        raise ValueError(f"{name} must be one of {', '.join(possible)}, got {value!r}")
    return str(value)


def hidden_nodes(value: Any) -> list[int | tuple[int, int]]:
    """Nodes of each hidden layer, (sums, products) where there are products."""
    if not _is_list(value):
        raise ValueError(f"hidden must list the nodes of each hidden layer, got {value!r}")
    return [_position(one) for one in value]


def _position(value: Any) -> int | tuple[int, int]:
    if not _is_list(value):
        return whole("hidden", value)
    if len(value) != 2:
        raise ValueError(f"hidden: a layer is a number or (sums, products), got {value!r}")
    sums, products = (whole("hidden", one, 0) for one in value)
    return sums, products


def _is_list(value: Any) -> bool:
    return isinstance(value, Listed) and not isinstance(value, str | bytes) and np.ndim(value) != 0
