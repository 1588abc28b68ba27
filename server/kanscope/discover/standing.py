"""Does a law stand on a network? Its operations are done, and the network is asked on every row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from sympy import Expr

from kanscope.discover.library import foreign
from kanscope.discover.operations import operations
from kanscope.discover.replay import Replay, RunRefused
from kanscope.discover.table import Chosen
from kanscope.engine.worker.session.context import Context
from kanscope.study.document import Refused
from kanscope.study.operations import FixSymbolic, Operation
from kanscope.symbolic.numeric import values

Numbers = NDArray[np.float64]

SAME = 1e-9
"""Greatest difference of network and law on any row, relative to the law's value or to its spread."""


class NoNetwork(Exception):
    """No network computes this law; the message says why."""


@dataclass(frozen=True)
class Standing:
    """The inputs the law uses, and the operations that lead to its network."""

    inputs: tuple[str, ...]
    operations: tuple[Operation, ...]


def stand(
    law: Expr, symbols: Mapping[str, str], chosen: Chosen, library: frozenset[str] | None = None
) -> Standing:
    """The operations whose replay gives a network that is the law on all rows. NoNetwork: there are none.

    library: the functions edges may have; None: all there are.
    """
    used = {symbol.name for symbol in law.free_symbols} or {next(iter(symbols))}
    mine = {symbol: name for symbol, name in symbols.items() if symbol in used}
    context = chosen.context(tuple(mine.values()))
    try:
        wanted = operations(law, tuple(mine), context)
        strangers = foreign((one.function for one in wanted if isinstance(one, FixSymbolic)), library)
        if strangers:
            raise NoNetwork(f"the library chosen leaves out {', '.join(strangers)}")
        network = _network(wanted, chosen, context)
    except (ValueError, Refused, RunRefused) as error:
        raise NoNetwork(str(error)) from error
    apart = _apart(network, law_values(law, mine, context))
    if not apart <= SAME:
        raise NoNetwork(f"the network and the law differ by {apart:.1g}")
    return Standing(tuple(mine.values()), tuple(wanted))


def law_values(law: Expr, symbols: Mapping[str, str], context: Context) -> Numbers:
    """The law on every row of a context, (N,); `symbols` {symbol: column} of its inputs, in order."""
    x = context.x.numpy()
    found = values(law, {symbol: x[:, k] for k, symbol in enumerate(symbols)})
    return np.array(np.broadcast_to(found, len(x)))


@torch.no_grad()
def _network(wanted: list[Operation], chosen: Chosen, context: Context) -> Numbers:
    """What the network says on every row once all is done, from the table on."""
    study = Replay(chosen.table, chosen.data)
    for operation in wanted:
        study.do(operation)
    scaling, network = study.saved.scaling, study.saved.network
    told: Numbers = scaling.targets.outside(network(scaling.inputs.inside(context.x)))[:, 0].numpy()
    return told


def _apart(network: Numbers, law: Numbers) -> float:
    """Greatest relative difference where the law has a value; inf where only one of the two has one."""
    defined = np.isfinite(law)
    if not np.array_equal(defined, np.isfinite(network)):
        return float("inf")
    spread = float(np.std(law[defined])) if defined.any() else 0.0
    size = np.maximum(np.abs(law[defined]), spread)
    return float(np.max(np.abs(network - law)[defined] / np.where(size > 0, size, 1.0), initial=0.0))
