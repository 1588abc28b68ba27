r"""LaTeX that says where it comes from: each edge's part of a formula in KaTeX's \htmlData{edge=…}."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set

from sympy import Expr

from kanscope.symbolic.export.latex import LatexPrinter, counted, rounded, symbol_names
from kanscope.symbolic.export.text import DIGITS
from kanscope.symbolic.formula import OutputFormula
from kanscope.symbolic.origins import Origins, Place


def linked_latex(
    formula: OutputFormula,
    output: int,
    origins: Origins,
    name: Callable[[Place], str],
    digits: int = DIGITS,
) -> str:
    r"""The right-hand side as `latex_text` writes it, with its parts marked by the edges they stand for.

    `name` says how an edge is called in the mark; several are parted by spaces. An edge that is not seen as a
    part of its own (a plain sum of what feeds it) is named at the parts of the edges that feed it.
    """
    shown = rounded(formula.expression, digits)
    printer = _LinkedPrinter(formula, origins, digits)
    printer.write(shown, output)
    printer.named = _stand_ins(printer.seen, origins, origins.leading_to(output))
    return printer.write(shown, output, name)


def _stand_ins(seen: Set[Place], origins: Origins, all_: Set[Place]) -> dict[Place, set[Place]]:
    """What each edge seen is named as: itself, and what it feeds where that is not to be seen by itself."""
    named = {place: {place} for place in seen}
    for unseen in sorted(all_ - seen):
        for feeding in origins.feeding(unseen):
            if feeding in named:
                named[feeding].add(unseen)
    return named


class _LinkedPrinter(LatexPrinter):
    """Marks a part on its way out, and looks inside it only for what leads into its edge."""

    def __init__(self, formula: OutputFormula, origins: Origins, digits: int) -> None:
        settings = {"symbol_names": symbol_names(formula), "ln_notation": True}
        super().__init__(settings, digits, counted(formula, digits))
        self.seen: set[Place] = set()
        self.named: Mapping[Place, Set[Place]] = {}
        self._origins = origins
        self._name: Callable[[Place], str] = str
        self._allowed: frozenset[Place] = frozenset()
        self._parents: list[Expr] = []

    def write(self, expression: Expr, output: int, name: Callable[[Place], str] = str) -> str:
        """The text, each edge that was seen called by `name`."""
        self._name, self._allowed = name, self._origins.leading_to(output)
        return str(self.doprint(expression))

    def _print(self, expr: Expr, **settings: object) -> str:
        if not isinstance(expr, Expr):
            return str(super()._print(expr, **settings))
        around, found = self._allowed, self._origins.behind(expr, self._allowed)
        if found:
            self._allowed = self._origins.inside(found)
        self._parents.append(expr)
        text = str(super()._print(expr, **settings))
        self._parents.pop()
        self._allowed = around
        factor = bool(self._parents) and self._parents[-1].is_Mul
        if not found or (factor and text[:1].isdigit()):
            return text  # between two numbers the printer puts a dot, which it must see
        return self._marked(text, found)

    def _marked(self, text: str, places: Set[Place]) -> str:
        self.seen |= places
        called = sorted({self._name(one) for place in places for one in self.named.get(place, {place})})
        return rf"\htmlData{{edge={' '.join(called)}}}{{{text}}}"
