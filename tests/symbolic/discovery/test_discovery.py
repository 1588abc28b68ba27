"""Laws are found from tables, each by the idea that is made for it, and stand on networks."""

from __future__ import annotations

import numpy as np
import pytest
import sympy
import torch

from kanscope.symbolic.compile import compile_formula
from kanscope.symbolic.discovery import Law, Problem, Stage, finish, stages

LAWS = {
    "force of two charges": ("q*p/(4*pi*r**2)", {"q": (-1, 1), "p": (-1, 1), "r": (0.5, 2)}),
    "kinetic energy": ("m*(u**2 + v**2 + w**2)/2", {"m": (0, 1), "u": (-1, 1), "v": (-1, 1), "w": (-1, 1)}),
    "moving clock": ("m/sqrt(1 - v**2/c**2)", {"m": (0, 1), "v": (-0.9, 0.9), "c": (1.1, 2)}),
    "refraction": ("asin(n*sin(a))", {"n": (0, 0.99), "a": (0, 6.28)}),
    "bell of a wave and a square": ("exp(sin(pi*x) + z**2)", {"x": (-1, 1), "z": (-1, 1)}),
    "two waves": ("p/r**3*cos(a)*sin(a)", {"p": (0, 1), "r": (0.5, 2), "a": (0, 6.28)}),
    "barometer": ("n*exp(-m*h/T)", {"n": (0, 1), "m": (0, 1), "h": (-1, 1), "T": (1, 2)}),
}


def table(law: str, ranges: dict[str, tuple[float, float]], rows: int = 400, noise: float = 0.0) -> Problem:
    """Rows drawn evenly; noise in parts of the root mean square of y."""
    dice = np.random.default_rng(0)
    columns = {name: dice.uniform(*ends, rows) for name, ends in ranges.items()}
    y = np.array(sympy.lambdify([*ranges], sympy.sympify(law), "numpy")(*columns.values()), dtype=float)
    y = y + noise * np.sqrt(np.mean(y**2)) * dice.normal(size=rows)
    return Problem(np.stack([*columns.values()], 1), y, tuple(ranges), np.arange(rows) % 5 == 0)


def found(problem: Problem, most: int = 40) -> Stage:
    stage = None
    for stage in stages(problem):
        if stage.number >= most:
            break
    assert stage is not None
    return finish(stage)


def on_rows(law: Law, problem: Problem) -> np.ndarray:
    return np.asarray(sympy.lambdify(problem.symbols, law.expression, "numpy")(*problem.x.T))


@pytest.mark.parametrize("name", LAWS)
def test_a_law_is_found_exactly_and_stands_on_a_network(name: str) -> None:
    problem = table(*LAWS[name])
    law = found(problem).best
    assert np.allclose(on_rows(law, problem), problem.y, rtol=1e-9, atol=1e-9)
    network = compile_formula(law.expression, problem.names).network
    assert np.allclose(network(torch.tensor(problem.x))[:, 0], problem.y, rtol=1e-7, atol=1e-7)


def test_a_noisy_law_is_found_with_its_constant_exact() -> None:
    problem = table(*LAWS["kinetic energy"], rows=200, noise=0.01)
    law = found(problem).best
    m, u, v, w = problem.symbols
    assert sympy.simplify(law.expression - m * (u**2 + v**2 + w**2) / 2) == 0


def test_gross_rows_are_set_aside_and_do_not_move_the_law() -> None:
    problem = table("3*a**1.5/sqrt(m)", {"a": (0.5, 3), "m": (0.5, 2)})
    y = problem.y.copy()
    y[7::50] += 10 * y.std()
    law = found(Problem(problem.x, y, problem.names, problem.check)).best
    assert np.allclose(on_rows(law, problem), problem.y, rtol=1e-9)


def test_the_front_grows_more_complex_as_errors_fall_and_ends_no_worse_than_the_best() -> None:
    front = found(table(*LAWS["moving clock"], noise=0.01), most=5).front
    sizes = [law.complexity for law in front]
    assert sizes == sorted(set(sizes))


def test_the_same_problem_gives_the_same_stages() -> None:
    problem = table(*LAWS["barometer"])
    assert [*stages(problem)] == [*stages(problem)]


@pytest.mark.parametrize("scale", [1e-30, 1e30])
def test_units_do_not_matter(scale: float) -> None:
    problem = table("q*p", {"q": (0.5, 1), "p": (-1, 1)})
    law = found(Problem(problem.x, problem.y * scale, problem.names, problem.check)).best
    assert np.allclose(on_rows(law, problem) / scale, problem.y, rtol=1e-9)


@pytest.mark.parametrize("y", [np.zeros(20), np.full(20, 3.5)])
def test_a_constant_target_is_its_mean(y: np.ndarray) -> None:
    x = np.random.default_rng(0).uniform(size=(20, 2))
    law = found(Problem(x, y, ("a", "b"), np.arange(20) % 5 == 0)).best
    assert float(law.expression) == pytest.approx(y[0])
    assert law.check_rmse == pytest.approx(0, abs=1e-12)


def test_twenty_rows_of_noise_and_equal_columns_end_in_some_law() -> None:
    dice = np.random.default_rng(1)
    a = dice.normal(size=20)
    x = np.stack([a, a, np.ones(20)], 1)
    stage = found(Problem(x, dice.normal(size=20), ("a", "b", "one"), np.arange(20) % 4 == 0), most=6)
    assert all(np.isfinite([law.train_rmse, law.check_rmse]).all() for law in stage.front)


def test_a_table_that_cannot_be_asked_says_why() -> None:
    x = np.ones((4, 1))
    with pytest.raises(ValueError, match="check: at least 5 rows"):
        Problem(x, np.ones(4), ("a",), np.zeros(4, bool))
    with pytest.raises(ValueError, match="finite"):
        Problem(np.full((9, 1), np.nan), np.ones(9), ("a",), np.zeros(9, bool))
    with pytest.raises(ValueError, match="names"):
        Problem(np.ones((9, 2)), np.ones(9), ("a", "a"), np.zeros(9, bool))
