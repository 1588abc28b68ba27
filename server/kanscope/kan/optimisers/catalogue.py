"""Every optimiser by name."""

from __future__ import annotations

from kanscope.kan.network import Network
from kanscope.kan.optimisers.adam import Adam
from kanscope.kan.optimisers.lbfgs import LBFGS
from kanscope.kan.optimisers.levenberg import Levenberg, check_memory
from kanscope.kan.optimisers.optimiser import Optimiser


def optimiser_named(name: str, rate: float, network: Network) -> Optimiser:
    """A fresh one for a network. ValueError when lm's matrices would not fit."""
    if name == "lm":
        check_memory(network)
        return Levenberg(rate)
    if name == "lbfgs":
        return LBFGS(rate)
    return Adam(rate, network.trainable() if name == "adamw" else None)
