"""KANscope: a scientist and a Kolmogorov-Arnold network find a formula together."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from kanscope.version import __version__ as __version__

_HOMES = {
    "KAN": "kanscope.model.kan",
    "create_dataset": "kanscope.model.dataset",
    "kanpiler": "kanscope.model.compiler",
    "ex_round": "kanscope.model.rounding",
}


def __getattr__(name: str) -> Any:
    """Loads torch only for those who ask for it (PEP 562): the server and the command line start without."""
    if name not in _HOMES:
        raise AttributeError(f"module 'kanscope' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])
