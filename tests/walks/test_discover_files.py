"""Discovery on real files and on tables that look like them: what is known of each must come out."""

from __future__ import annotations

import io
import os
from pathlib import Path

import numpy as np
import pytest
import sympy

from kanscope.discover.answer import Answer
from kanscope.discover.asked import Asked
from kanscope.discover.clock import Clock
from kanscope.discover.command import discover
from kanscope.discover.progress import Progress
from kanscope.discover.standing import law_values
from kanscope.discover.table import Chosen, chosen
from kanscope.discover.unusable import Unusable

ROOT = Path(__file__).parents[2]
SAMPLES = Path(os.environ.get("KANSCOPE_SAMPLES", ROOT.parent / "shared" / "data"))
BUDGET = 120.0

pytestmark = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason=f"the samples ({SAMPLES}) are not here; set KANSCOPE_SAMPLES"
)
long = pytest.mark.skipif(not os.environ.get("KANSCOPE_SOAK"), reason="takes minutes: KANSCOPE_SOAK=1")

FRIEDMAN = [f"x{k}" for k in range(1, 11)]
TABLES = [
    ("toy_exp_sin.csv", "y", None),
    ("friedman1_10features.csv", "y", FRIEDMAN),
    ("nist_nelson_breakdown.csv", "breakdown_kV", None),
    ("nelson_dirty_unitsrow.tsv", "Breakdown voltage", None),
    ("weather_semicolon_cp1252.csv", "Dampfdruck", None),
    ("exoplanets_oec.csv", "period", None),
    ("exoplanets_kepler3_subset.csv", "period_days", None),
    ("wine_quality_red.csv", "quality", None),
    ("penguins.csv", "body_mass_g", None),
]


def found(
    name: str, target: str, inputs: list[str] | None = None, stages: int | None = None
) -> tuple[Chosen, Answer]:
    asked = Asked(SAMPLES / name, target, inputs, budget=BUDGET, stages=stages)
    table = chosen(asked.file, target, inputs, asked.seed)
    return table, discover(table, asked, Clock(BUDGET), Progress(io.StringIO()))[0]


@pytest.mark.parametrize(("name", "target", "inputs"), TABLES)
def test_every_table_opens_and_is_answered_honestly(name: str, target: str, inputs: list[str] | None) -> None:
    table, answer = found(name, target, inputs, stages=2)
    said = answer.as_json(0.0)
    y = table.context().y[table.context().sealed, 0]
    told = law_values(answer.law.expression, answer.symbols, table.context())[table.context().sealed]
    assert said["metrics"]["test_rmse"] == pytest.approx(np.sqrt(np.mean((told - y.numpy()) ** 2)))
    assert f"On {len(y)} sealed rows" in said["verdict"]
    unexplained = said["metrics"]["test_r2"] < 0.5 and not answer.worth.gross
    assert unexplained == ("no law was found" in said["verdict"])


@pytest.mark.parametrize("name", ["penguins.csv", "penguins_raw.csv"])
def test_a_target_of_words_is_classification(name: str) -> None:
    target = "species" if name == "penguins.csv" else "Species"
    with pytest.raises(Unusable, match="classification: use KANClassifier"):
        chosen(SAMPLES / name, target, None, 0)


@long
@pytest.mark.timeout(300)
def test_the_toy_law_is_found_exactly() -> None:
    _, answer = found("toy_exp_sin.csv", "y")
    x1, x2 = (sympy.Symbol(name, real=True) for name in ("x1", "x2"))
    assert sympy.simplify(answer.law.expression - sympy.exp(sympy.sin(sympy.pi * x1) + x2**2)) == 0


@long
@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", ["exoplanets_kepler3_subset.csv", "exoplanets_oec.csv"])
def test_keplers_third_law(name: str) -> None:
    target = "period_days" if "kepler" in name else "period"
    inputs = None if "kepler" in name else ["semimajoraxis", "hoststar_mass"]
    _, answer = found(name, target, inputs)
    axis, mass = [sympy.Symbol(name, real=True) for name in answer.formula.symbols][:2]
    constant = sympy.simplify(
        answer.law.expression * mass ** sympy.Rational(1, 2) / axis ** sympy.Rational(3, 2)
    )
    assert float(constant) == pytest.approx(365.25, rel=0.01)


@long
@pytest.mark.timeout(300)
def test_nelsons_breakdown_voltages() -> None:
    table, answer = found("nist_nelson_breakdown.csv", "breakdown_kV")
    context = table.context()
    off = np.log(law_values(answer.law.expression, answer.symbols, context)) - np.log(context.y[:, 0].numpy())
    assert np.sqrt(np.mean(off**2)) <= 0.181


@long
@pytest.mark.timeout(300)
def test_water_vapour() -> None:
    table, answer = found("weather_semicolon_cp1252.csv", "Dampfdruck")
    context = table.context()
    off = law_values(answer.law.expression, answer.symbols, context) - context.y[:, 0].numpy()
    assert np.sqrt(np.mean(off**2)) <= 0.033


@long
@pytest.mark.timeout(300)
def test_friedmans_idle_inputs_are_dropped() -> None:
    _, answer = found("friedman1_10features.csv", "y", FRIEDMAN)
    assert set(answer.standing.inputs) == {"x1", "x2", "x3", "x4", "x5"}
    assert answer.worth.test_rmse is not None and answer.worth.test_rmse < 1.3


@long
@pytest.mark.timeout(300)
def test_wine_has_no_law_but_a_line_is_nearly_reached() -> None:
    _, answer = found("wine_quality_red.csv", "quality")
    assert answer.worth.test_rmse is not None and answer.worth.test_rmse < 1.05 * answer.worth.line_rmse
    assert "no law was found" in answer.worth.sentence("quality")
