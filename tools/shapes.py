"""Checks in tests the shapes and dtypes that signatures state; other types are the static checker's work."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from beartype import beartype

TENSORS = ("Float[", "Int[", "Bool[", "Shaped[")


def tensors_only(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, checking what it is given and gives back where that is a tensor of a stated shape.

    Tests hand over wrong words and numbers on purpose, to see what is said of them.
    """
    function.__annotations__ = {
        name: hint for name, hint in function.__annotations__.items() if _is_tensor(hint)
    }
    return beartype(function)


def _is_tensor(hint: Any) -> bool:
    text = f"{hint.__name__}[" if isinstance(hint, type) else str(hint)
    return any(word in text for word in TENSORS)
