"""A Python program with JAX: to be compiled and differentiated, in float64."""

from __future__ import annotations

from collections.abc import Sequence

from kanscope.symbolic.export import bessel
from kanscope.symbolic.export.columns import RESERVED, program
from kanscope.symbolic.export.language import Language, calls
from kanscope.symbolic.export.routine import Routine

JAX = Language(
    calls=calls(
        "exp log sin cos tan sinh cosh tanh floor sqrt abs sign log1p expm1 asin:arcsin acos:arccos"
        " atan:arctan asinh:arcsinh acosh:arccosh atanh:arctanh",
        "jnp.{}",
        where="jnp.where({0}, {1}, {2})",
        min="jnp.minimum({0}, {1})",
        max="jnp.maximum({0}, {1})",
        erf="jax.scipy.special.erf({0})",
        erfc="jax.scipy.special.erfc({0})",
        **{"not": "(~{0})"},
        **bessel.bessel_calls("_bessel", "False", "True"),
    ),
    constants={"pi": "jnp.pi", "e": "jnp.e", "nan": "jnp.nan", "inf": "jnp.inf"},
    helpers=dict.fromkeys(bessel.NAMES, bessel.JAX),
    reserved=RESERVED,
    power="**",
    infix={"<": "<", "<=": "<=", "==": "==", "and": "&", "or": "|"},
)

_HEAD = (
    "import jax",
    "import jax.numpy as jnp",
    "",
    'jax.config.update("jax_enable_x64", True)  # or JAX computes with 7 digits',
)


def jax_text(routines: Sequence[Routine]) -> str:
    """A module with `predict(columns)`, which gives a JAX array."""
    return program(JAX, _HEAD, routines, _body)


def _body(language: Language, one: Routine) -> list[str]:
    return [
        "    rows = jnp.asarray(next(iter(columns.values()))).shape if columns else ()",
        *(f"    {each.name} = jnp.asarray(columns[{each.column!a}], dtype=float)" for each in one.inputs),
        *(f"    {step} = {language.code(node)}" for step, node in one.steps.items()),
        f"    return jnp.broadcast_to(jnp.asarray({language.code(one.result)}, dtype=float), rows)",
    ]
