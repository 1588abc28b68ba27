"""Rows count absolutely unless a target spans decades as things measured over decades do."""

from __future__ import annotations

import numpy as np

from kanscope.symbolic.discovery.rows import row_weights


def is_relative(x: np.ndarray, y: np.ndarray) -> bool:
    """Whether rows of small y weigh more."""
    weight = row_weights(x, y)
    return bool(np.ptp(weight[weight > 0]) > 1e-9 * weight.max())


def test_periods_over_decades_are_known_relatively() -> None:
    x = np.exp(np.random.default_rng(0).uniform(-3, 4, (300, 1)))
    assert is_relative(x, x[:, 0] ** 1.5)


def test_a_square_that_touches_zero_is_known_absolutely() -> None:
    x = np.random.default_rng(0).uniform(0.01, 3, (300, 1))
    assert not is_relative(x, np.sin(x[:, 0]) ** 2)


def test_a_product_of_small_numbers_is_known_absolutely() -> None:
    x = np.random.default_rng(0).uniform(0.01, 1, (300, 4))
    assert not is_relative(x, x.prod(1))
