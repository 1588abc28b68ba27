"""Every format a formula can be taken away in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from kanscope.symbolic.export.c import C, c_text
from kanscope.symbolic.export.excel import excel_text
from kanscope.symbolic.export.formats import FILES, Format
from kanscope.symbolic.export.fortran import FORTRAN, fortran_text
from kanscope.symbolic.export.javascript import JAVASCRIPT, javascript_text
from kanscope.symbolic.export.jax import JAX, jax_text
from kanscope.symbolic.export.julia import JULIA, julia_text
from kanscope.symbolic.export.language import Language
from kanscope.symbolic.export.latex import latex_text
from kanscope.symbolic.export.mathematica import MATHEMATICA, mathematica_text, spelt
from kanscope.symbolic.export.matlab import MATLAB, matlab_text
from kanscope.symbolic.export.numpy import NUMPY, numpy_text
from kanscope.symbolic.export.python import PYTHON, python_text
from kanscope.symbolic.export.r import R, r_text
from kanscope.symbolic.export.routine import Routine, identifiers, routine
from kanscope.symbolic.export.rust import RUST, rust_text
from kanscope.symbolic.export.sympy import sympy_text
from kanscope.symbolic.export.torch import TORCH, torch_text
from kanscope.symbolic.formula import OutputFormula

Units = Mapping[str, str]
"""Column → its unit."""

Write = Callable[[Sequence[OutputFormula], Units], str]
"""Raises ValueError when the formulas cannot be said in the format."""


def _texts(text: Callable[[OutputFormula], str]) -> Write:
    def write(formulas: Sequence[OutputFormula], units: Units) -> str:
        return "\n\n".join(text(one) for one in formulas) + "\n"

    return write


def _programs(
    language: Language, text: Callable[[Sequence[Routine]], str], spelling: Callable[[str], str] = str
) -> Write:
    def write(formulas: Sequence[OutputFormula], units: Units) -> str:
        return text(
            [routine(one, identifiers(one.symbols, language.reserved, spelling), units) for one in formulas]
        )

    return write


EXPORTS: dict[Format, Write] = {
    "latex": _texts(latex_text),
    "sympy": _texts(sympy_text),
    "python": _programs(PYTHON, python_text),
    "numpy": _programs(NUMPY, numpy_text),
    "torch": _programs(TORCH, torch_text),
    "jax": _programs(JAX, jax_text),
    "c": _programs(C, c_text),
    "julia": _programs(JULIA, julia_text),
    "r": _programs(R, r_text),
    "matlab": _programs(MATLAB, matlab_text),
    "mathematica": _programs(MATHEMATICA, mathematica_text, spelt),
    "fortran": _programs(FORTRAN, fortran_text),
    "rust": _programs(RUST, rust_text),
    "javascript": _programs(JAVASCRIPT, javascript_text),
    "excel": excel_text,
}


def exported(format: Format, formulas: Sequence[OutputFormula], units: Units | None = None) -> str:
    """The outputs as one text in a format.

    ValueError: they cannot be said in it, such as edges without a name in a program.
    """
    file = FILES[format]
    unnamed = [one.target for one in formulas if not one.complete]
    if unnamed and not file.unnamed:
        raise ValueError(f"{unnamed[0]}: edges without a name cannot be written in {file.title}")
    return EXPORTS[format](formulas, units or {})
