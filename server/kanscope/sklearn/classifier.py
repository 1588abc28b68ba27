"""Classification."""

from __future__ import annotations

from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import log_softmax, softmax
from sklearn.base import ClassifierMixin
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import validate_data
from sympy import Expr

from kanscope.kan.losses.catalogue import LossName
from kanscope.sklearn.estimator import KANEstimator
from kanscope.sklearn.rows import Array, Rows, Scale, Scales


class KANClassifier(ClassifierMixin, KANEstimator):  # type: ignore[misc]
    """A Kolmogorov-Arnold network as a classifier: one output a class, probabilities by softmax.

    After `fit`: `classes_`, `formula_` (SymPy, in the columns' names and units), `model_`,
    `feature_importances_`, `n_iter_`. Parameters: see `KANEstimator`.
    """

    _loss: ClassVar[LossName] = "cross_entropy"

    def fit(self, X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None = None) -> Self:
        """Learns the classes y (N,) from X (N, columns)."""
        x, labels = validate_data(self, X, y, dtype=np.float64, ensure_min_samples=2)
        check_classification_targets(labels)
        weights = self._weights(sample_weight, x)
        counted = weights > 0
        self.classes_, numbers = np.unique(labels[counted], return_inverse=True)
        if len(self.classes_) < 2:
            raise ValueError(f"y must hold at least 2 classes, got 1 class: {self.classes_[0]!r}")
        rows = Rows.joined(x[counted], numbers[:, None].astype(np.float64), weights[counted])
        self._learn(rows, len(self.classes_), Scales(Scale.of(rows.x, rows.weights), Scale.none(1)))
        return self

    def decision_function(self, X: ArrayLike) -> Array:
        """Logits (N, classes); of two classes the log-odds (N,) of the second."""
        logits = self._network_at(X)
        return logits[:, 1] - logits[:, 0] if logits.shape[1] == 2 else logits

    def predict_proba(self, X: ArrayLike) -> Array:
        """Probabilities (N, classes)."""
        return np.asarray(softmax(self._network_at(X), axis=1))

    def predict_log_proba(self, X: ArrayLike) -> Array:
        """Their logarithms."""
        return np.asarray(log_softmax(self._network_at(X), axis=1))

    def predict(self, X: ArrayLike) -> NDArray[Any]:
        """The likeliest class (N,)."""
        likeliest = self._network_at(X).argmax(1)
        return np.asarray(self.classes_[likeliest])

    @property
    def formula_(self) -> Expr | list[Expr]:
        """Of two classes the log-odds of the second, of more the logits. Made when asked for."""
        found = self._named()
        return found[1] - found[0] if len(found) == 2 else found
