"""A law as the operations a person could have done: roles, a network, cuts, and a name for every edge."""

from __future__ import annotations

from collections.abc import Sequence

from sympy import Expr

from kanscope.engine.worker.session.context import Context
from kanscope.study.affine import Affine
from kanscope.study.ids import edge_id
from kanscope.study.operations import (
    MOST_LAYERS,
    BuildNetwork,
    FixSymbolic,
    Operation,
    PruneEdges,
    SetRoles,
    SetSplit,
)
from kanscope.study.records import Data
from kanscope.symbolic.compile import Compiled, compile_formula
from kanscope.symbolic.composition import EdgeForm
from kanscope.symbolic.edges import edge_forms

FACTORS = 2
"""Of a product node, as `build_network` makes them."""

Place = tuple[int, int, int]


def operations(law: Expr, symbols: Sequence[str], context: Context) -> list[Operation]:
    """What leads from the table to a network that computes the law.

    `symbols`: how the law calls the inputs of the context, in their order. ValueError: the law has a part no
    edge can carry, or needs more layers than a network may have.
    """
    compiled = compile_formula(law, symbols, samples=context.x, arity=FACTORS)
    width = tuple(compiled.network.width)
    if len(width) > MOST_LAYERS:
        raise ValueError(f"formula: needs {len(width)} layers of nodes, {MOST_LAYERS} are possible")
    forms = edge_forms(compiled.network)
    build = BuildNetwork(width=width, seed=context.data.seed)
    return [*_opening(context.data), build, *_cuts(compiled, forms), *_names(forms, context)]


def _opening(data: Data) -> list[Operation]:
    usual = Data(inputs=data.inputs, targets=data.targets)
    split = SetSplit(test=data.test, sealed=data.sealed, seed=data.seed)
    return [SetRoles(inputs=data.inputs, targets=data.targets), *([] if data == usual else [split])]


def _cuts(compiled: Compiled, forms: dict[Place, EdgeForm]) -> list[Operation]:
    places = [
        (l, i, j)
        for l, layer in enumerate(compiled.network.layers)
        for i in range(layer.alive.shape[0])
        for j in range(layer.alive.shape[1])
    ]
    idle = tuple(edge_id(*place) for place in places if place not in forms)
    return [PruneEdges(edges=idle)] if idle else []


def _names(forms: dict[Place, EdgeForm], context: Context) -> list[Operation]:
    """Layer by layer from the inputs, so that every function meets the values it is meant for.

    An output is shown around its mean: that much less is added along its first edge.
    """
    mean = float(context.fresh_scaling.targets.shift[0])
    last = max(place[0] for place in forms)
    first = min(place for place in forms if place[0] == last)
    return [
        FixSymbolic(
            edge=edge_id(*place),
            function=str(form.function),
            params=Affine(a=form.a, b=form.b, c=form.c, d=form.d - mean * (place == first)),
        )
        for place, form in sorted(forms.items())
    ]
