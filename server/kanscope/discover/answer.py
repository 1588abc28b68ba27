"""The answer: a law that stands on a network, what it is worth, and the simpler and better ones beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import sympy
from sympy import Expr

from kanscope.discover.library import foreign
from kanscope.discover.standing import NoNetwork, Standing, law_values, stand
from kanscope.discover.table import Chosen
from kanscope.discover.unusable import Unusable
from kanscope.discover.worth import Worth, worth
from kanscope.engine.worker.session.context import Context
from kanscope.symbolic.compile import compile_formula
from kanscope.symbolic.discovery.complexity import complexity
from kanscope.symbolic.discovery.law import Law
from kanscope.symbolic.edges import edge_forms
from kanscope.symbolic.export.catalogue import exported
from kanscope.symbolic.export.latex import latex_text
from kanscope.symbolic.export.text import ExactPrinter, readable
from kanscope.symbolic.formula import OutputFormula


@dataclass(frozen=True)
class Told:
    """A law of the front with its error on the sealed rows."""

    law: Law
    test_rmse: float | None


@dataclass(frozen=True)
class Answer:
    """Everything that is printed of a discovery, but for the time it took.

    `notices`: what was decided about the table; `refused`: better laws that stand on no network.
    """

    target: str
    law: Law
    symbols: Mapping[str, str]
    standing: Standing
    worth: Worth
    front: Sequence[Told]
    stage: int
    seed: int
    notices: Sequence[str]
    refused: Sequence[str]

    @property
    def formula(self) -> OutputFormula:
        """The law as exports take it."""
        names = {symbol.name for symbol in self.law.expression.free_symbols}
        used = {symbol: column for symbol, column in self.symbols.items() if symbol in names}
        return OutputFormula(self.target, self.law.expression, used, {}, complete=True)

    @property
    def text(self) -> str:
        """The law as people read it."""
        return readable(self.law.expression)

    def as_json(self, seconds: float) -> dict[str, Any]:
        """The contract's object."""
        formula = self.formula
        return {
            "formula": exact_text(self.law.expression),
            "symbols": formula.symbols,
            "target": self.target,
            "latex": latex_text(formula),
            "python": exported("numpy", [formula]),
            "inputs_used": list(formula.symbols.values()),
            "metrics": {
                "train_rmse": self.worth.train_rmse,
                "test_rmse": self.worth.test_rmse,
                "test_r2": self.worth.test_r2,
            },
            "verdict": self.worth.sentence(self.target),
            "pareto": [_point(told) for told in self.front],
            "operations": [
                operation.model_dump(mode="json", exclude_none=True) for operation in self.standing.operations
            ],
            "notices": [*self.notices, *self.refused],
            "stage": self.stage,
            "seed": self.seed,
            "seconds": seconds,
        }


def exact_text(expression: Expr) -> str:
    """SymPy text with every digit."""
    return str(ExactPrinter().doprint(expression))


def mean(context: Context, symbols: Mapping[str, str]) -> Law:
    """What can be said before anything was found."""
    value = float(context.y[context.train].mean())
    expression = sympy.Float(value)
    told = law_values(expression, symbols, context)
    rows = (context.train, context.check if len(context.check) else context.train)
    errors = [float(np.sqrt(np.mean((context.y[part, 0].numpy() - told[part]) ** 2))) for part in rows]
    return Law(expression, complexity(expression), errors[0], errors[1], "mean")


def answer(
    chosen: Chosen,
    symbols: Mapping[str, str],
    laws: Sequence[Law],
    stage: int,
    library: frozenset[str] | None = None,
) -> Answer:
    """The first law, or if it stands on no network of these functions the next best; then the front.

    The target's mean stands if nothing else does. Unusable: not even that.
    """
    context = chosen.context()
    law, standing, refused = _standing(chosen, symbols, [*_in_turn(laws), mean(context, symbols)], library)
    front = [_told(one, symbols, context) for one in laws[1:] if _can_stand(one, symbols, library)]
    return Answer(
        chosen.data.targets[0],
        law,
        symbols,
        standing,
        worth(context, law_values(law.expression, symbols, context)),
        sorted(front, key=lambda told: told.law.complexity),
        stage,
        chosen.data.seed,
        chosen.notices,
        refused,
    )


def _standing(
    chosen: Chosen, symbols: Mapping[str, str], laws: Sequence[Law], library: frozenset[str] | None
) -> tuple[Law, Standing, tuple[str, ...]]:
    refused: list[str] = []
    for law in laws:
        try:
            return law, stand(law.expression, symbols, chosen, library), tuple(refused)
        except NoNetwork as error:
            refused.append(f"{readable(law.expression)} stands on no network: {error}.")
    raise Unusable("None of the formulas found stands on a network. " + " ".join(refused))


def _in_turn(laws: Sequence[Law]) -> Iterator[Law]:
    best, *others = laws
    yield best
    yield from sorted((law for law in others if law != best), key=lambda law: law.check_rmse)


def _can_stand(law: Law, symbols: Mapping[str, str], library: frozenset[str] | None) -> bool:
    try:
        forms = edge_forms(compile_formula(law.expression, tuple(symbols), arity=2).network)
    except ValueError:
        return False
    return not foreign((str(form.function) for form in forms.values()), library)


def _told(law: Law, symbols: Mapping[str, str], context: Context) -> Told:
    return Told(law, worth(context, law_values(law.expression, symbols, context)).test_rmse)


def _point(told: Told) -> dict[str, Any]:
    return {
        "formula": exact_text(told.law.expression),
        "complexity": told.law.complexity,
        "test_rmse": told.test_rmse,
    }
