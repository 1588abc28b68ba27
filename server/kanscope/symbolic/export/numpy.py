"""A Python program with NumPy and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from kanscope.symbolic.export import bessel
from kanscope.symbolic.export.columns import RESERVED, program
from kanscope.symbolic.export.language import Language, calls
from kanscope.symbolic.export.routine import Routine

_EACH = f"{bessel.PYTHON}\n\n\n_each_bessel = np.vectorize(_bessel, otypes=[float], excluded=(0, 1))"

NUMPY = Language(
    calls=calls(
        "exp log sin cos tan sinh cosh tanh floor sqrt abs sign log1p expm1 asin:arcsin acos:arccos"
        " atan:arctan asinh:arcsinh acosh:arccosh atanh:arctanh",
        "np.{}",
        where="np.where({0}, {1}, {2})",
        min="np.minimum({0}, {1})",
        max="np.maximum({0}, {1})",
        erf="_erf({0})",
        erfc="_erfc({0})",
        **{"not": "(~{0})"},
        **bessel.bessel_calls("_each_bessel", "False", "True"),
    ),
    constants={"pi": "np.pi", "e": "np.e", "nan": "np.nan", "inf": "np.inf"},
    helpers={
        "erf": "_erf = np.vectorize(math.erf, otypes=[float])",
        "erfc": "_erfc = np.vectorize(math.erfc, otypes=[float])",
        **dict.fromkeys(bessel.NAMES, _EACH),
    },
    reserved=RESERVED,
    power="**",
    infix={"<": "<", "<=": "<=", "==": "==", "and": "&", "or": "|"},
)


def numpy_text(routines: Sequence[Routine]) -> str:
    """A module with `predict(columns)`, which gives an array."""
    used = {operation for one in routines for operation in one.operations()}
    standard = ["import math", ""] if used & {"erf", "erfc", *bessel.NAMES} else []
    return program(NUMPY, [*standard, "import numpy as np"], routines, _body)


def _body(language: Language, one: Routine) -> list[str]:
    return [
        "    rows = np.shape(next(iter(columns.values()))) if columns else ()",
        *(f"    {each.name} = np.asarray(columns[{each.column!a}], dtype=float)" for each in one.inputs),
        '    with np.errstate(all="ignore"):',
        *(f"        {step} = {language.code(node)}" for step, node in one.steps.items()),
        f"        return np.broadcast_to({language.code(one.result)}, rows).astype(float)",
    ]
