"""Presets and prices: every field's library is made of functions there are, and worked out without torch."""

from __future__ import annotations

import subprocess
import sys

import pytest

from kanscope.symbolic.names import NAMES, OFFERED, SHAPED_NAMES, cost
from kanscope.symbolic.presets.catalogue import DEFAULT, PRESETS
from kanscope.symbolic.prices import Choice, prices, rows


@pytest.mark.parametrize("preset", PRESETS.values(), ids=lambda preset: preset.name)
def test_a_preset_speaks_of_functions_there_are(preset) -> None:  # type: ignore[no-untyped-def]
    known = {*NAMES, *SHAPED_NAMES}
    assert {*preset.costs, *preset.without} <= known
    assert not {*preset.costs} & preset.without
    assert "x" in prices(Choice(preset.name)), "a straight line is always possible"


def test_fields_differ_in_what_they_offer_and_in_prices() -> None:
    offers = {name: prices(Choice(name)) for name in PRESETS}
    assert len({tuple(sorted(offer.items())) for offer in offers.values()}) == len(PRESETS) == 7


def test_the_default_is_the_whole_library_at_its_own_prices() -> None:
    assert prices() == prices(Choice(DEFAULT)) == {name: cost(name) for name in OFFERED}


def test_every_function_is_listed_once_whether_offered_or_not() -> None:
    listed = rows(Choice("economics", custom=["own := x^2 + x"]))
    assert len({row.key for row in listed}) == len(listed)
    assert listed[0].key == "own" and listed[0].formula == "x^2 + x" and listed[0].cost == 2
    assert next(row for row in listed if row.key == "sin").banned
    assert "x^0.5" not in {row.key for row in listed}


def test_prices_are_worked_out_without_torch_or_sympy() -> None:
    code = (
        "import sys; from kanscope.symbolic.prices import Choice, prices; prices(Choice('biology'));"
        "sys.exit(bool({'torch', 'sympy', 'numpy'} & set(sys.modules)))"
    )
    environment = {"PYTHONPATH": ":".join(sys.path)}
    assert subprocess.run([sys.executable, "-c", code], env=environment, check=False).returncode == 0
