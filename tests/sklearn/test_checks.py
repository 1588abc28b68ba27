"""scikit-learn's own checks, all of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sklearn.utils.estimator_checks import parametrize_with_checks

from kanscope.sklearn import KANClassifier, KANRegressor


@parametrize_with_checks([KANRegressor(hidden=(2,), steps=10), KANClassifier(hidden=(2,), steps=10)])
def test_it_is_a_good_scikit_learn_estimator(estimator: Any, check: Callable[[Any], None]) -> None:
    check(estimator)
