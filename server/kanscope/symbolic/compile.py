"""From a formula to a network that computes it exactly, every edge of which has a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import torch
from sympy import Expr
from torch import Tensor

from kanscope.kan.network import HIDDEN_MARGIN, Network, check_samples, cover
from kanscope.language.error import FormulaError
from kanscope.symbolic.compiler.layout import Layout, lay_out
from kanscope.symbolic.compiler.reading import Reader
from kanscope.symbolic.composition import Composition
from kanscope.symbolic.edges import edge_forms
from kanscope.symbolic.parse import parse

ROWS = 256  # of the cube [-1, 1]ⁿ, where the caller has none


@dataclass(frozen=True)
class Compiled:
    """A network whose outputs are the formulas, in their order; `inputs` names its columns."""

    network: Network
    inputs: tuple[str, ...]

    def composition(self) -> Composition:
        """The network as `formulas` reads it."""
        zeros, ones = [0.0] * len(self.inputs), [1.0] * len(self.inputs)
        outputs = self.network.shape.nodes(self.network.shape.depth)
        return Composition(
            self.network.width,
            edge_forms(self.network),
            self.inputs,
            zeros,
            ones,
            [0.0] * outputs,
            [1.0] * outputs,
            arities=self.network.shape.arities,
        )


def compile_formula(
    formula: str | Expr | Sequence[str | Expr],
    inputs: Sequence[str] | None = None,
    *,
    samples: Tensor | None = None,
    grid: int = 5,
    k: int = 3,
    arity: int | None = None,
) -> Compiled:
    """The formula, or several with an output each, as a network of + × and named edges.

    Text is read by the same grammar as everything people type. Exact: what a formula is on real numbers, the
    network is too, with nan where it is not defined. Powers that vary, or are no multiples of ½, are
    exp(p·log z) and so defined for z > 0 (and 0, where the limit is finite). All other edges are cut.
    With an `arity` no product has more factors: what needs more becomes a product of products.

    inputs: the columns' names in order; when left out, the variables in theirs (text: as they appear first;
    expressions: by name). samples (N, inputs): where the grids are to lie; the cube [-1, 1]ⁿ otherwise.
    ValueError: a variable that is no input, no input at all, a part that is not real or that no edge can
    carry. FormulaError: text that cannot be read.
    Source of the idea: Liu et al., KAN 2.0 (2408.10205) §4.2.
    """
    written = list(formula) if isinstance(formula, (list, tuple)) else [formula]
    expressions = [_expression(one) for one in written]
    names = tuple(_variables(written, expressions) if inputs is None else inputs)
    if not names or len(set(names)) != len(names):
        raise ValueError(f"inputs: at least one is needed, and no name twice, got {list(names)}")
    if not expressions:
        raise ValueError("formula: there is none")
    reader = Reader(names, arity)
    layout = lay_out(reader.graph, [reader.read(one) for one in expressions])
    x = _cube(len(names)) if samples is None else check_samples("samples", samples, len(names))
    return Compiled(_covering(_network(layout, x, grid, k), x), names)


def _expression(formula: str | Expr) -> Expr:
    if isinstance(formula, str):
        try:
            return parse(formula).sympy()
        except FormulaError as error:
            raise error.within(formula) from None
    if not isinstance(formula, Expr):
        raise ValueError(f"formula must be text or a SymPy expression, got {type(formula).__name__}")
    return formula


def _variables(written: Sequence[str | Expr], expressions: Sequence[Expr]) -> list[str]:
    """Names of all variables, each once."""
    names: list[str] = []
    for text, expression in zip(written, expressions, strict=True):
        symbols = sorted(symbol.name for symbol in expression.free_symbols)
        names += parse(text).variables if isinstance(text, str) else symbols
    return list(dict.fromkeys(names))


def _cube(columns: int) -> Tensor:
    dice = torch.Generator().manual_seed(0)
    return torch.rand(ROWS, columns, generator=dice, dtype=torch.float64) * 2 - 1


def _network(layout: Layout, x: Tensor, grid: int, k: int) -> Network:
    """The layout over fresh splines, all of them cut or asleep under a name."""
    fresh = Network.create(layout.width, inputs=x, grid=grid, k=k, arity=layout.arities)
    alive = [torch.zeros_like(layer.alive) for layer in fresh.layers]
    names = [[list(row) for row in layer.function] for layer in fresh.layers]
    for (l, i, j), form in layout.edges.items():
        alive[l][i, j], names[l][i][j] = True, form.function
        fresh.layers[l].affine[i, j] = fresh.parameters.new_tensor([form.a, form.b, form.c, form.d])
    return fresh.rewired(
        [
            replace(layer.wiring, alive=living, function=tuple(tuple(row) for row in rows))
            for layer, living, rows in zip(fresh.layers, alive, names, strict=True)
        ]
    )


def _covering(network: Network, x: Tensor) -> Network:
    """Hidden grids where the samples flow, as far as they are finite there."""
    wirings = [network.layers[0].wiring]
    for l, layer in enumerate(network.layers[:-1]):
        x = network.combine(l, layer(x))
        columns = [_finite(x[:, i]) for i in range(x.shape[1])]
        ends = [cover(column[:, None], HIDDEN_MARGIN) for column in columns]
        lo, hi = (torch.cat(side) for side in zip(*ends, strict=True))
        wirings.append(replace(network.layers[l + 1].wiring, lo=lo, hi=hi))
    return network.rewired(wirings)


def _finite(column: Tensor) -> Tensor:
    kept = column[torch.isfinite(column)]
    return kept if len(kept) else column.new_zeros(1)
