"""Which functions are offered and at what price: a preset, changed by hand, with functions somebody wrote.

Text and numbers only, so that any process may work it out; the result goes to whoever fits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kanscope.language.function_text import Custom, read_function
from kanscope.symbolic.names import NAMES, OFFERED, SHAPED_NAMES, cost
from kanscope.symbolic.presets.catalogue import DEFAULT, PRESETS

Prices = Mapping[str, float]
"""Function's text → cost, of all that are offered. A bare shaped name stands for all of its family."""

NOT_LISTED = frozenset({"0"})
"""A constant edge is one to cut."""


@dataclass(frozen=True)
class Choice:
    """What a study has chosen. `costs` and `banned` by function: prices set by hand; true where a function is
    left out, false where it is offered though the preset leaves it out. `custom`: functions' whole texts.
    """

    preset: str = DEFAULT
    costs: Mapping[str, float] = field(default_factory=dict)
    banned: Mapping[str, bool] = field(default_factory=dict)
    custom: Sequence[str] = ()


@dataclass(frozen=True)
class Row:
    """One function of the library: its `text`, the `key` by which a price is set, and where it stands."""

    key: str
    text: str
    cost: float
    banned: bool
    formula: str | None = None


def rows(choice: Choice) -> list[Row]:
    """The whole library under a choice: custom functions first, then fixed and shaped ones in their order."""
    preset = PRESETS[choice.preset]
    inside = ({*OFFERED} - preset.without) | {*preset.costs}
    fixed = [key for key, name in NAMES.items() if key not in NOT_LISTED and not _is_alias(key, name.shown)]
    own = [_custom_row(text, choice) for text in choice.custom]
    return own + [
        Row(
            key,
            key,
            choice.costs.get(key, preset.costs.get(key, usual(key))),
            choice.banned.get(key, key not in inside),
        )
        for key in (*fixed, *(key for key in SHAPED_NAMES if key in OFFERED))
    ]


def prices(choice: Choice | None = None) -> dict[str, float]:
    """The functions offered under a choice (the default preset's without one), with their prices."""
    return {row.text: row.cost for row in rows(choice or Choice()) if not row.banned}


def usual(key: str) -> float:
    """A function's price when nobody has set another. KeyError: no such function."""
    return float(SHAPED_NAMES[key].cost if key in SHAPED_NAMES else cost(key))


def _is_alias(key: str, shown: str) -> bool:
    """A second spelling of one function, such as x^0.5 of sqrt."""
    return any(other != key and name.shown == shown for other, name in NAMES.items() if name.same_as is None)


def _custom_row(text: str, choice: Choice) -> Row:
    said = read_function(text)
    assert isinstance(said, Custom)
    price = choice.costs.get(said.name, usual(text))
    return Row(said.name, text, price, choice.banned.get(said.name, False), said.formula)
