"""Numbers in sentences read as the screen writes them."""

from __future__ import annotations

import pytest

from kanscope.study.figures import error_text, r2_text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.04, "0.040"), (0.0383, "0.038"), (1.516, "1.5"), (12.4, "12"), (0.0996, "0.10"),
        (0.000234, "0.00023"),
        (2.367e-10, "2.4·10⁻¹⁰"), (9.99e-7, "1.0·10⁻⁶"), (123456.0, "123456"), (1.5e9, "1.5·10⁹"), (0.0, "0"),
    ],
)  # fmt: skip
def test_an_error_has_two_significant_digits(value: float, text: str) -> None:
    assert error_text(value) == text


@pytest.mark.parametrize(
    ("r2", "text"),
    [(0.5, "0.50"), (0.993, "0.993"), (0.9998, "0.9998"), (0.99997, "0.99997"), (1.0, "1.00000")],
)
def test_r2_shows_its_nines(r2: float, text: str) -> None:
    assert r2_text(r2) == text
