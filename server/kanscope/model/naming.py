"""From curves to names, and from names to a formula."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import torch
from sympy import Expr, Symbol
from sympy.core.function import AppliedUndef
from torch import Tensor

from kanscope.kan.functions.catalogue import FUNCTIONS, SHAPED, function
from kanscope.kan.surgery import Edge, fix_symbolic, unfix_symbolic
from kanscope.kan.undefined import where_undefined
from kanscope.model.model import Model
from kanscope.symbolic.composition import Composition
from kanscope.symbolic.edges import edge_forms
from kanscope.symbolic.export.catalogue import exported
from kanscope.symbolic.export.formats import FILES
from kanscope.symbolic.fit import fit
from kanscope.symbolic.formula import OutputFormula, formulas
from kanscope.symbolic.learnt import curve_of
from kanscope.symbolic.names import OFFERED
from kanscope.symbolic.suggest import Candidate, suggest

SHOWN = 100
"""Characters of what somebody wrote that an answer repeats."""

Suggestion = tuple[str, Callable[[Tensor], Tensor], float, float]
Normalizer = tuple[Any, Any]


class Naming(Model):
    """Verbs that name edges c·f(a·x + b) + d.

    a_range, b_range and verbose are pykan's: the search has no bounds, finds sin(40x) unasked, and nothing is
    printed, so they change nothing.
    """

    def candidates(
        self, l: int, i: int, j: int, lib: Sequence[str] | None = None, topk: int = 5
    ) -> list[Candidate]:
        """The `topk` best names for an edge, best first, with R², cost and a, b, c, d. Changes nothing.

        ValueError when the edge is cut or a function of `lib` is unknown.
        """
        edge = self._living(l, i, j)
        return suggest(curve_of(self.network, self.samples, edge), topk, names=_library(lib))

    def suggest_symbolic(
        self,
        l: int,
        i: int,
        j: int,
        a_range: tuple[float, float] | None = None,
        b_range: tuple[float, float] | None = None,
        lib: Sequence[str] | None = None,
        topk: int = 5,
        verbose: bool = False,
        weight_simple: float | None = None,
    ) -> Suggestion:
        """The best name of an edge: (name, torch function, R², cost). Changes nothing, unlike pykan.

        weight_simple w: ranks by pykan's w·cost + (1 - w)·log₂(1 + 1e-5 - R²), whose 0.8 prefers the simplest
        name to the right one; None for the order of `candidates`. See `candidates` for all of them.
        """
        found = self.candidates(l, i, j, lib, len(_library(lib)) if weight_simple is not None else topk)
        best = found[0] if weight_simple is None else min(found, key=lambda one: _loss(one, weight_simple))
        return best.function, function(best.function).value, best.r2, best.cost

    def fix_symbolic(
        self,
        l: int,
        i: int,
        j: int,
        fun_name: str,
        fit_params_bool: bool = True,
        a_range: tuple[float, float] | None = None,
        b_range: tuple[float, float] | None = None,
        verbose: bool = False,
    ) -> float:
        """The edge becomes c·f(a·x + b) + d, in place; returns the R² of the fit to its curve.

        fit_params_bool False: (a, b, c, d) = (1, 0, 1, 0). ValueError, and nothing done: an unknown function,
        or one that is not defined on all samples.
        """
        edge = self._living(l, i, j)
        [name] = _library([fun_name])
        fits = fit(curve_of(self.network, self.samples, edge), [name])
        numbers = [float(part[0, 0]) for part in (fits.a, fits.b, fits.c, fits.d)]
        text = fits.function(0, 0)
        self._name(edge, text, numbers if fit_params_bool else [1.0, 0.0, 1.0, 0.0])
        return float(fits.r2[0, 0]) if fit_params_bool else math.nan

    def unfix_symbolic(self, l: int, i: int, j: int) -> None:
        """The edge is a spline again, in place, along the curve it has now."""
        self.adopt(unfix_symbolic(self.network, self.edge(l, i, j), self.samples))

    def unfix_symbolic_all(self) -> None:
        """All named edges are splines again."""
        for edge in [edge for edge, form in edge_forms(self.network).items() if form.function]:
            self.unfix_symbolic(*edge)

    def auto_symbolic(
        self,
        a_range: tuple[float, float] | None = None,
        b_range: tuple[float, float] | None = None,
        lib: Sequence[str] | None = None,
        verbose: int = 0,
        weight_simple: float | None = None,
        r2_threshold: float = 0.0,
    ) -> dict[Edge, float]:
        """Names, in place, every living spline whose best name reaches r2_threshold: {edge: R²} of those.

        Layer by layer: a curve is named on what reaches it once all before it have names. An edge whose best
        name is not defined on all samples gets the next best.
        """
        named: dict[Edge, float] = {}
        for edge in edge_forms(self.network):
            if self.network.layers[edge[0]].function[edge[1]][edge[2]] is None:
                named |= self._name_best(edge, lib, weight_simple, r2_threshold)
        return named

    def symbolic_formula(
        self,
        var: Sequence[str | Symbol] | None = None,
        normalizer: Normalizer | None = None,
        output_normalizer: Normalizer | None = None,
    ) -> tuple[list[Expr], list[Symbol]]:
        """One expression an output, and the variables: `var`, or x_1, x_2 …

        A spline without a name appears as an unknown function phi_1_2_1(x) (layer, input node, subnode, each
        counted from 1), never as 0. normalizer (mean, std): the model was given (x - mean)/std;
        output_normalizer: the formula is to give value·std + mean.
        """
        symbols = _variables(var, self.width_in[0])
        found = self._formulas([f"x{n}" for n in range(len(symbols))], (), normalizer, output_normalizer)
        inner = {Symbol(f"x{n}", real=True): symbol for n, symbol in enumerate(symbols)}
        _check_apart(symbols, [one.expression for one in found])
        return [one.expression.xreplace(inner) for one in found], symbols

    def export(
        self,
        format: str = "python",
        var: Sequence[str] | None = None,
        targets: Sequence[str] = (),
        normalizer: Normalizer | None = None,
        output_normalizer: Normalizer | None = None,
    ) -> str:
        """The formula as a text of one of kanscope.symbolic.export.formats.FILES: "c", "fortran", "latex" …

        var: what the inputs are called, x_1, x_2 … if left out; targets: the outputs, y1, y2 …; normalizers
        as of `symbolic_formula`. ValueError: no such format, or splines without a name in a program.
        """
        if format not in FILES:
            raise ValueError(f"format: expected one of {', '.join(FILES)}, got {format!r}")
        names = [str(symbol) for symbol in _variables(var, self.width_in[0])]
        return exported(format, self._formulas(names, targets, normalizer, output_normalizer))

    def _formulas(
        self,
        names: Sequence[str],
        targets: Sequence[str],
        normalizer: Normalizer | None,
        output_normalizer: Normalizer | None,
    ) -> list[OutputFormula]:
        """The outputs as formulas of inputs called `names`."""
        shift, scale = _pair(normalizer, self.width_in[0])
        out_shift, out_scale = _pair(output_normalizer, self.width_in[-1])
        composition = Composition(
            width=self.network.width,
            edges=edge_forms(self.network),
            input_names=names,
            input_shift=shift,
            input_scale=scale,
            output_shift=out_shift,
            output_scale=out_scale,
            output_names=targets,
            arities=self.network.shape.arities,
        )
        rows = self.samples.detach().double().cpu().numpy() * np.array(scale) + np.array(shift)
        return formulas(composition, rows)

    def _living(self, l: int, i: int, j: int) -> Edge:
        edge = self.edge(l, i, j)
        if not bool(self.network.layers[l].alive[i, j]):
            raise ValueError(f"edge {edge} is cut")
        return edge

    def _name(self, edge: Edge, name: str, numbers: Sequence[float]) -> None:
        named = fix_symbolic(self.network, edge, name, *numbers)
        lacking = where_undefined(named, self.samples)
        if lacking:
            share = f"{100 * lacking.share:.2g} % of the samples have none"
            raise ValueError(f"{name} is not defined for every value that reaches edge {edge}: {share}")
        self.adopt(named)

    def _name_best(
        self, edge: Edge, lib: Sequence[str] | None, weight_simple: float | None, r2_threshold: float
    ) -> dict[Edge, float]:
        found = self.candidates(*edge, lib, len(_library(lib)))
        if weight_simple is not None:
            found.sort(key=lambda one: _loss(one, weight_simple))
        for one in (one for one in found if one.r2 >= r2_threshold):
            try:
                self._name(edge, one.function, (one.a, one.b, one.c, one.d))
            except ValueError:
                continue
            return {edge: one.r2}
        return {}


def _library(lib: Sequence[str] | None) -> Sequence[str]:
    if lib is None:
        return OFFERED
    if not lib:
        raise ValueError(f"lib: expected some of {', '.join(FUNCTIONS)}, got none")
    for name in lib:
        _check_function(name)
    return lib


def _check_function(name: str) -> None:
    """ValueError, pointing at the place where a function of one's own cannot be read."""
    if name in SHAPED:
        return
    try:
        function(name)
    except KeyError:
        got = repr(name)[:SHOWN]
        raise ValueError(f"lib: expected some of {', '.join([*FUNCTIONS, *SHAPED])}, got {got}") from None


def _loss(candidate: Candidate, weight: float) -> float:
    return weight * candidate.cost + (1 - weight) * math.log2(1 + 1e-5 - candidate.r2)


def _variables(var: Sequence[str | Symbol] | None, inputs: int) -> list[Symbol]:
    names = [f"x_{n}" for n in range(1, inputs + 1)] if var is None else list(var)
    if len(names) != inputs:
        raise ValueError(f"var: expected {inputs} names, got {len(names)}")
    strange = [name for name in names if not isinstance(name, (str, Symbol))]
    if strange:
        raise ValueError(f"var: expected names or symbols, got {strange[0]!r}")
    if len({str(name) for name in names}) < len(names):
        raise ValueError(f"var: every input needs a name of its own, got {[str(name) for name in names]}")
    return [name if isinstance(name, Symbol) else Symbol(name) for name in names]


def _check_apart(symbols: Sequence[Symbol], expressions: Sequence[Expr]) -> None:
    """ValueError when an input is called like the unknown function of a spline without a name."""
    unknown = {str(one.func) for expression in expressions for one in expression.atoms(AppliedUndef)}
    taken = sorted(unknown & {str(symbol) for symbol in symbols})
    if taken:
        raise ValueError(
            f"var: {taken[0]} is what a spline without a name is called here; choose another name"
        )


def _pair(normalizer: Normalizer | None, size: int) -> tuple[list[float], list[float]]:
    if normalizer is None:
        return [0.0] * size, [1.0] * size
    mean, std = (torch.as_tensor(part, dtype=torch.float64).flatten().tolist() for part in normalizer)
    return mean, std
