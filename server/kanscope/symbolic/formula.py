"""From a network whose edges are functions to one expression per output, in the user's units and names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import sympy
from numpy.typing import NDArray
from sympy import Expr

from kanscope.symbolic.absorb import apply
from kanscope.symbolic.combination import Combination, single
from kanscope.symbolic.composition import Composition, EdgeForm
from kanscope.symbolic.negligible import without_negligible
from kanscope.symbolic.symbols import safe_symbols

MOST_TERMS = 1200
"""A formula longer than this is not written out: nobody reads it, and everybody would wait for it."""


@dataclass(frozen=True)
class OutputFormula:
    """One output as an expression over safe symbols; `symbols` {symbol: column} of those that occur.

    `unnamed`: {function in the expression: (layer, input node, subnode)} of edges that are still splines:
    phi_1_2_1 is the place (0, 1, 0), for it counts from 1 as the screen does;
    `complete` is false while there are any, or when the formula is `too_long` to be written out (then it is
    one unknown function). `digits` {size of a decimal: how many of its digits mean something}, where known.
    """

    target: str
    expression: Expr
    symbols: dict[str, str]
    unnamed: dict[str, tuple[int, int, int]]
    complete: bool
    too_long: bool = False
    digits: Mapping[float, int] = field(default_factory=dict)


def formulas(composition: Composition, rows: NDArray[np.float64] | None = None) -> list[OutputFormula]:
    """The network's outputs as formulas.

    `rows` (N, inputs), in the user's units: what has no visible effect on them is left out (1e-6 of an
    output's spread). Without rows the expressions equal the composition exactly.
    """
    symbols = safe_symbols(composition.input_names, taken=())
    if composition.size() > MOST_TERMS:
        return [_too_long(composition, symbols, k) for k in range(len(composition.output_scale))]
    writer = _Writer(composition, symbols)
    columns = None if rows is None else {name: rows[:, k] for k, name in enumerate(symbols)}
    return [writer.output(k, node, columns) for k, node in enumerate(writer.nodes())]


def _target(composition: Composition, output: int) -> str:
    return composition.output_names[output] if composition.output_names else f"y{output + 1}"


def _symbol(name: str) -> Expr:
    return sympy.Symbol(name, real=True)


def _too_long(composition: Composition, symbols: dict[str, str], output: int) -> OutputFormula:
    unknown = sympy.Function(f"Phi_{output + 1}")(*(_symbol(name) for name in symbols))
    return OutputFormula(_target(composition, output), unknown, symbols, {}, complete=False, too_long=True)


class _Writer:
    """Writes nodes as combinations, layer by layer; a spline is φ with its place, counted from 1."""

    def __init__(self, composition: Composition, symbols: dict[str, str]) -> None:
        self.composition = composition
        self.symbols = symbols
        self.unnamed: dict[str, tuple[int, int, int]] = {}

    def nodes(self) -> list[Combination]:
        """The output nodes in the network's own units."""
        values = [self._input(k, name) for k, name in enumerate(self.symbols)]
        for layer in range(len(self.composition.width) - 1):
            arriving = [
                self._sum(layer, subnode, values) for subnode in range(self.composition.subnodes(layer + 1))
            ]
            values = self._nodes_of(layer + 1, arriving)
        return values

    def _input(self, k: int, name: str) -> Combination:
        """(x - shift)/scale."""
        scale = self.composition.input_scale[k]
        return Combination(-self.composition.input_shift[k] / scale, {_symbol(name): 1 / scale})

    def _sum(self, layer: int, subnode: int, values: list[Combination]) -> Combination:
        total = Combination()
        for node, edge in self.composition.into(layer, subnode):
            total = total + self._edge((layer, node, subnode), edge, values[node])
        return total

    def _edge(self, place: tuple[int, int, int], edge: EdgeForm, value: Combination) -> Combination:
        """c·f(a·x + b) + d."""
        if edge.function is None:
            return self._spline(place, value)
        return apply(edge.function, value.times(edge.a).plus(edge.b)).times(edge.c).plus(edge.d)

    def _spline(self, place: tuple[int, int, int], value: Combination) -> Combination:
        """φ of the node it comes from; at the two ends φ takes in the scaling of its column or target."""
        layer, node, subnode = place
        name = f"phi_{layer + 1}_{node + 1}_{subnode + 1}"
        while name in self.symbols:
            name += "_"
        self.unnamed[name] = place
        argument = _symbol(list(self.symbols)[node]) if layer == 0 else value.expression()
        return single(sympy.Function(name)(argument), 1 / self._scale_after(layer, subnode))

    def _scale_after(self, layer: int, subnode: int) -> float:
        """What an output that is a plain sum is multiplied by at the end; 1 everywhere else."""
        last = layer == len(self.composition.width) - 2
        plain = last and subnode < self.composition.sums(layer + 1)
        return self.composition.output_scale[subnode] if plain else 1.0

    def _nodes_of(self, layer: int, arriving: list[Combination]) -> list[Combination]:
        """Sums as they are, then every product's factors multiplied."""
        gathered = self.composition.by_node(layer, arriving)
        return [_product(factors) if len(factors) > 1 else factors[0] for factors in gathered]

    def output(
        self, k: int, node: Combination, columns: dict[str, NDArray[np.float64]] | None
    ) -> OutputFormula:
        """One output in the user's units."""
        composition = self.composition
        whole = node.times(composition.output_scale[k]).plus(composition.output_shift[k])
        if any(term.func.__name__ in self.unnamed for term in whole.terms):
            whole = whole.without_constant()  # an unknown curve that is added takes in what is constant
        expression = whole.expression()
        inside = {str(call.func) for call in expression.atoms(sympy.core.function.AppliedUndef)}
        unnamed = {name: place for name, place in self.unnamed.items() if name in inside}
        if columns is not None and not unnamed:
            expression = without_negligible(expression, columns)
        names = {symbol.name for symbol in expression.free_symbols}
        symbols = {name: column for name, column in self.symbols.items() if name in names}
        return OutputFormula(_target(composition, k), expression, symbols, unnamed, complete=not unnamed)


def _product(factors: Sequence[Combination]) -> Combination:
    """The factors multiplied, their scales taken out in front."""
    scale, terms = 1.0, []
    for factor in factors:
        if not factor.terms:
            scale *= factor.constant
            continue
        scale *= factor.lead()
        terms.append(factor.times(1 / factor.lead()).expression())
    return single(sympy.Mul(*terms), scale)
