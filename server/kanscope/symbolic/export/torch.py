"""A Python program with PyTorch: differentiable, on any device, in float64."""

from __future__ import annotations

from collections.abc import Sequence

from kanscope.symbolic.export import bessel
from kanscope.symbolic.export.columns import RESERVED, program
from kanscope.symbolic.export.language import Language, calls
from kanscope.symbolic.export.routine import Routine

_EITHER = "torch.{}(*(torch.as_tensor(each, dtype=torch.float64) for each in ({{0}}, {{1}})))"

TORCH = Language(
    calls=calls(
        "exp log sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh floor sqrt abs sign log1p expm1"
        " erf:special.erf erfc:special.erfc",
        "torch.{}",
        where="torch.where({0}, {1}, {2})",
        min=_EITHER.format("minimum"),
        max=_EITHER.format("maximum"),
        **{"not": "(~{0})"},
        **bessel.bessel_calls("_bessel", "False", "True"),
    ),
    constants={"pi": "math.pi", "e": "math.e", "nan": "math.nan", "inf": "math.inf"},
    helpers=dict.fromkeys(bessel.NAMES, bessel.TORCH),
    reserved=RESERVED,
    power="**",
    infix={"<": "<", "<=": "<=", "==": "==", "and": "&", "or": "|"},
)


def torch_text(routines: Sequence[Routine]) -> str:
    """A module with `predict(columns)`, which gives a tensor."""
    return program(TORCH, ["import math", "", "import torch"], routines, _body)


def _body(language: Language, one: Routine) -> list[str]:
    return [
        "    rows = torch.as_tensor(next(iter(columns.values()))).shape if columns else ()",
        *(
            f"    {each.name} = torch.as_tensor(columns[{each.column!a}], dtype=torch.float64)"
            for each in one.inputs
        ),
        *(f"    {step} = {language.code(node)}" for step, node in one.steps.items()),
        f"    value = torch.as_tensor({language.code(one.result)}, dtype=torch.float64)",
        "    return value.expand(rows)",
    ]
