"""The verdict says what the numbers say."""

from __future__ import annotations

import numpy as np
import pytest
from tests.discover.made import chosen, columns

from kanscope.discover.worth import Worth, worth
from kanscope.engine.worker.session.context import Context

DICE = np.random.default_rng(0)


def measured(off: np.ndarray | None = None, told: np.ndarray | None = None) -> tuple[Context, Worth]:
    """A law that is right, on a target that is off by so much; or another law's values."""
    table = dict(columns("x1*x2 + x1^2", rows=400))
    law = table["y"] if told is None else told
    if off is not None:
        table["y"] = table["y"] + off
    context = chosen(table).context()
    return context, worth(context, law)


def test_an_exact_law() -> None:
    _, found = measured()
    assert found.test_rmse == 0 and found.sentence("y").endswith("cannot be told from an exact law.")


def test_noise_is_called_noise() -> None:
    _, found = measured(DICE.normal(scale=0.01, size=400))
    assert "What is left may be noise." in found.sentence("y") and "straight line" in found.sentence("y")
    assert found.train_rmse is not None and found.test_rmse == pytest.approx(found.train_rmse, rel=0.5)


def test_what_explains_little_is_no_law() -> None:
    _, found = measured(told=np.full(400, 3.0))
    assert "no law was found here" in found.sentence("y")


def test_a_few_gross_errors_are_told_from_noise() -> None:
    off = np.zeros(400)
    off[DICE.permutation(400)[:30]] = 500.0
    _, found = measured(off + DICE.normal(scale=0.001, size=400))
    assert found.test_r2 is not None and found.test_r2 < 0.5 and found.gross
    said = found.sentence("y")
    assert "a few rows far off" in said and "no law" not in said


def test_rows_without_a_value_are_told() -> None:
    told = np.ones(400)
    context, _ = measured()
    told[context.sealed.numpy()[:8]] = np.nan
    found = worth(context, told)
    assert found.test_rmse is None and found.sentence("y") == (
        "The formula is undefined on 20 % of the 40 sealed rows."
    )


def test_worse_on_unseen_rows_is_told() -> None:
    context, _ = measured()
    told = context.y[:, 0].numpy().copy()
    told[context.sealed.numpy()] *= DICE.normal(1.0, 0.05, len(context.sealed))
    told[context.train.numpy()] *= DICE.normal(1.0, 0.01, len(context.train))
    assert "times worse there" in worth(context, told).sentence("y")
