"""Regression."""

from __future__ import annotations

from typing import ClassVar, Self

import numpy as np
import torch
from numpy.typing import ArrayLike
from sklearn.base import MultiOutputMixin, RegressorMixin
from sklearn.utils.validation import check_is_fitted, validate_data
from sympy import Expr, Float

from kanscope.kan.losses.catalogue import LossName
from kanscope.sklearn.estimator import KANEstimator
from kanscope.sklearn.rows import Array, Rows, Scale, Scales, varying


class KANRegressor(MultiOutputMixin, RegressorMixin, KANEstimator):  # type: ignore[misc]
    """A Kolmogorov-Arnold network as a regressor of one or several targets, which are standardised inside.

    After `fit`: `formula_` (SymPy, in the columns' names and units), `model_` (a `kanscope.KAN` on
    standardised columns), `feature_importances_`, `n_iter_`. A sample weight of two is the row given twice,
    bit for bit, unless early stopping draws rows to hold back. A constant target is its constant, and no
    output of `model_` unless all are constant. Parameters: see `KANEstimator`.
    """

    _loss: ClassVar[LossName] = "mse"

    def fit(self, X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None = None) -> Self:
        """Learns y (N,) or (N, targets) from X (N, columns)."""
        x, target = validate_data(
            self, X, y, dtype=np.float64, y_numeric=True, multi_output=True, ensure_min_samples=2
        )
        weights = self._weights(sample_weight, x)
        self._flat = target.ndim == 1
        rows = Rows.joined(x, target.reshape(len(x), -1).astype(np.float64), weights)
        self._constants, self._varies = rows.y[0], varying(rows.y)
        law = bool(self._varies.any())
        rows = Rows(rows.x, rows.y[:, self._varies] if law else rows.y, rows.weights)
        scales = Scales(Scale.of(rows.x, rows.weights), Scale.of(rows.y, rows.weights))
        self._learn(rows, rows.y.shape[1], scales)
        if not law:
            with torch.no_grad():
                self.model_.flat.zero_()  # there was nothing but noise to learn
        return self

    def predict(self, X: ArrayLike) -> Array:
        """(N,) or (N, targets), as y was."""
        inner = self._network_at(X)
        values = np.tile(self._constants, (len(inner), 1))
        if self._varies.any():
            values[:, self._varies] = self._scales.y.outside(inner)
        return values[:, 0] if self._flat else values

    @property
    def formula_(self) -> Expr | list[Expr]:
        """The pruned network with every edge named: one expression, or one a target. Made when asked for."""
        check_is_fitted(self, "model_")
        found = iter(self._named() if self._varies.any() else [])
        each = [
            next(found) if varies else Float(constant)
            for varies, constant in zip(self._varies, self._constants, strict=True)
        ]
        return each[0] if self._flat else each
