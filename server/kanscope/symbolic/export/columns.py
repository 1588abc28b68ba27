"""What the Python family shares: `predict(columns)`, a mapping of column names to arrays."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kanscope.symbolic.export.comment import about, function_names
from kanscope.symbolic.export.language import Language, words
from kanscope.symbolic.export.routine import Routine

RESERVED = words(
    "false none true and as assert async await break class continue def del elif else except finally for from"
    " global if import in is lambda nonlocal not or pass raise return try while with match case type print"
    " np numpy math torch jax jnp columns rows predict array float zip min max abs row iter next len pow self"
)
"""What no column may be called in a Python program."""

Body = Callable[[Language, Routine], Sequence[str]]


def program(language: Language, head: Sequence[str], routines: Sequence[Routine], body: Body) -> str:
    """A module with `predict(columns)`: the values of one target, or {target: values} of several."""
    helpers = [f"\n\n{text}" for text in language.needed(routines)]
    if len(routines) == 1:
        return "\n".join([*head, *helpers, *_function(language, "predict", routines[0], body), ""])
    names = function_names(routines)
    functions = [
        line
        for one, name in zip(routines, names, strict=True)
        for line in _function(language, name, one, body)
    ]
    return "\n".join([*head, *helpers, *functions, *_all(routines, names), ""])


def _function(language: Language, name: str, one: Routine, body: Body) -> list[str]:
    said, *inputs = about(one)
    return [
        "",
        "",
        f"def {name}(columns):",
        f'    """{said}',
        *(f"    {line}" for line in inputs),
        "",
        "    One value a row; `columns` maps column names to arrays of equal length.",
        '    """',
        *body(language, one),
    ]


def _all(routines: Sequence[Routine], names: Sequence[str]) -> list[str]:
    entries = [f"        {one.target!a}: {name}(columns)," for one, name in zip(routines, names, strict=True)]
    return [
        "",
        "",
        "def predict(columns):",
        '    """{target: values}; `columns` maps column names to arrays of equal length."""',
        "    return {",
        *entries,
        "    }",
    ]
