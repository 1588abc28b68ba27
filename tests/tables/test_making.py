"""Tables made from formulas, and the examples of the home screen."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from scipy.special import ellipk

from kanscope.tables.error import TableError
from kanscope.tables.examples import EXAMPLES, example
from kanscope.tables.making import make_table
from kanscope.tables.packing import pack
from kanscope.tables.table import Numbers, Table, numbers


def product(inputs: Mapping[str, Numbers]) -> Numbers:
    return inputs["a"] * inputs["b"]


def values(table: Table) -> dict[str, Numbers]:
    names, matrix = numbers(table)
    return dict(zip(names, matrix.T, strict=True))


RANGES = {"a": (0.0, 1.0), "b": (-3.0, 5.0)}


def test_inputs_fill_their_ranges_and_the_target_follows() -> None:
    table = make_table(RANGES, "c", product, rows=500, seed=3)
    found = values(table)
    assert table.rows == 500
    assert np.array_equal(found["c"], found["a"] * found["b"])
    for name, (low, high) in RANGES.items():
        assert low <= found[name].min() < found[name].max() <= high
        assert np.ptp(found[name]) > 0.95 * (high - low)


def test_the_same_seed_gives_the_same_table_and_another_does_not() -> None:
    same = [pack(make_table(RANGES, "c", product, noise=0.1, seed=3)) for _ in range(2)]
    assert same[0] == same[1] != pack(make_table(RANGES, "c", product, noise=0.1, seed=4))


def test_noise_has_the_standard_deviation_asked_for() -> None:
    found = values(make_table(RANGES, "c", product, rows=20_000, noise=0.3, seed=1))
    assert np.std(found["c"] - found["a"] * found["b"]) == pytest.approx(0.3, rel=0.03)


def test_where_a_formula_is_undefined_the_row_says_so() -> None:
    table = make_table({"x": (-1, 1)}, "y", lambda inputs: np.sqrt(inputs["x"]), rows=100)
    gaps = int(np.isnan(values(table)["y"]).sum())
    assert 30 < gaps < 70
    assert list(table.notices) == [f"“y” is undefined on {gaps} % of rows ({gaps} of 100)."]


def test_a_formula_undefined_everywhere_is_refused() -> None:
    with pytest.raises(TableError, match="no number"):
        make_table({"x": (-2, -1)}, "y", lambda inputs: np.log(inputs["x"]), rows=10)


@pytest.mark.parametrize("shown", EXAMPLES, ids=lambda shown: shown.id)
def test_every_example_builds_a_table_with_its_inputs_and_targets(shown: object) -> None:
    chosen = next(known for known in EXAMPLES if known == shown)
    table = chosen.build()
    names, matrix = numbers(table)
    assert {*chosen.inputs, *chosen.targets} <= set(names)
    assert not np.isnan(matrix).any()
    assert table.rows == chosen.rows
    assert pack(table) == pack(chosen.build())


def test_the_toy_obeys_its_law() -> None:
    found = values(example("toy").build())
    assert np.array_equal(found["y"], np.exp(np.sin(np.pi * found["x1"]) + found["x2"] ** 2))


def test_planets_obey_kepler_but_for_their_scatter() -> None:
    table = example("kepler").build()
    found = values(table)
    law = 365.25 * np.sqrt(found["distance"] ** 3 / found["star mass"])
    scatter = np.log(found["period"] / law)
    assert 0.009 < scatter.std() < 0.011 and abs(scatter.mean()) < 0.001
    assert [column.unit for column in table.columns] == ["au", "M_sun", "d"]


def test_the_pendulum_agrees_with_the_elliptic_integral() -> None:
    table = example("pendulum").build()
    found = values(table)
    exact = 4 * np.sqrt(found["length"] / found["gravity"]) * ellipk(np.sin(found["amplitude"] / 2) ** 2)
    assert table.rows == 600
    assert np.allclose(found["period"], exact, rtol=1e-12)


def test_the_arm_reaches_where_its_links_add_up_to() -> None:
    table = example("arm").build()
    found = values(table)
    direction, hand = np.zeros(table.rows), np.zeros(table.rows, dtype=complex)
    for joint in range(1, 7):
        direction = direction + found[f"joint {joint}"]
        hand += 0.3 * np.exp(1j * direction)
    assert np.allclose(found["reach"], hand.real, atol=1e-12)
    assert [column.unit for column in table.columns] == ["rad"] * 6 + ["m"]


def test_an_unknown_example_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        example("none")


def test_the_list_of_examples_is_light_enough_for_the_web_process() -> None:
    code = (
        "import sys, kanscope.tables.examples; print(sorted({'polars', 'numpy', 'torch'} & set(sys.modules)))"
    )
    server = Path(__file__).parents[2] / "server"
    ran = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(server)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.strip() == "[]"
