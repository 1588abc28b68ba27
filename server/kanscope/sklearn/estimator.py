"""What both estimators share: reading data, learning a network, and turning it into a formula."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

import numpy as np
import torch
from numpy.typing import ArrayLike
from sklearn.base import BaseEstimator
from sklearn.utils import check_random_state
from sklearn.utils.validation import _check_sample_weight, check_is_fitted, validate_data
from sympy import Expr

from kanscope.kan.losses.catalogue import LossName
from kanscope.kan.network import Network
from kanscope.kan.optimisers.choice import suited
from kanscope.kan.schedule import LEARNING_RATES, Plan
from kanscope.model.kan import KAN
from kanscope.sklearn.learning import PATIENCE, learn
from kanscope.sklearn.parameters import hidden_nodes, number, one_of, whole, whole_each
from kanscope.sklearn.rows import Array, Rows, Scales

MANY = 50
"""Rows from which early_stopping='auto' holds some of them back."""
KEPT = 2000
"""Rows kept with the estimator, on which a formula is made and edges are scored."""
SMOOTH = 1e-3
"""Smoothness of a classifier's curves, unless it is chosen."""
POLISH = 50
"""Steps that the constants of a formula are trained for."""


class KANEstimator(BaseEstimator):  # type: ignore[misc]
    """Parameters of both estimators. Inputs are standardised inside; all else is in the user's units.

    hidden: nodes of each hidden layer, (sums, products) where there are products; () for a sum of curves.
    grid, k, base_fun, mult_arity: as in `kanscope.KAN`. steps: at most so many of the optimiser. opt: 'auto'
    for 'lm' where its matrices are small and 'lbfgs' elsewhere, or one of these, 'adam', 'adamw'. sparsity:
    how hard edges that carry little are punished; smoothness: how hard third differences of the curves are;
    'auto': a regressor's as flat as the data ask for, a classifier's 0.001. early_stopping: keep the network
    that is best on `validation_fraction` of the rows; 'auto' from 50 rows on. library: the functions a
    formula may use, None for the default. random_state: numpy's, as everywhere.
    """

    _loss: ClassVar[LossName]

    def __init__(
        self,
        *,
        hidden: Sequence[Any] = (5,),
        grid: int = 3,
        k: int = 3,
        base_fun: str = "silu",
        mult_arity: int = 2,
        steps: int = 100,
        opt: str = "auto",
        sparsity: float = 0.0,
        smoothness: float | str = "auto",
        early_stopping: bool | str = "auto",
        validation_fraction: float = 0.1,
        library: Sequence[str] | None = None,
        random_state: Any = None,
    ) -> None:
        self.hidden = hidden
        self.grid = grid
        self.k = k
        self.base_fun = base_fun
        self.mult_arity = mult_arity
        self.steps = steps
        self.opt = opt
        self.sparsity = sparsity
        self.smoothness = smoothness
        self.early_stopping = early_stopping
        self.validation_fraction = validation_fraction
        self.library = library
        self.random_state = random_state

    @property
    def feature_importances_(self) -> Array:
        """Attribution score of each input, their sum being 1."""
        check_is_fitted(self, "model_")
        scores = self.model_.feature_score.numpy()
        return np.asarray(scores / max(scores.sum(), np.finfo(float).tiny))

    def _learn(self, rows: Rows, outputs: int, scales: Scales) -> None:
        """Sets model_, n_iter_ and what a formula needs, from rows whose y the loss can read."""
        seed = int(check_random_state(self.random_state).randint(2**31 - 1))
        early = self._stops_early(len(rows))
        train, held = rows.divided(self.validation_fraction, seed) if early else (rows, rows)
        samples = scales.samples(train, held)
        network = Network.create(
            [rows.x.shape[1], *hidden_nodes(self.hidden), outputs],
            inputs=samples.x,
            grid=whole_each("grid", self.grid),
            k=whole_each("k", self.k),
            base=self._base(),
            arity=whole_each("mult_arity", self.mult_arity),
            seed=seed,
        )
        network, self.n_iter_ = learn(network, samples, self._plan(network, len(train), early))
        self._scales, self._kept = scales, scales.samples(*[train.thinned(KEPT)] * 2)
        self.model_ = KAN.of(network, seed, self._kept.x)
        self._formulas: list[Expr] | None = None

    def _plan(self, network: Network, rows: int, early: bool) -> Plan:
        opt: Any = one_of("opt", self.opt, ("auto", *LEARNING_RATES))
        opt = suited(network, rows) if opt == "auto" else opt
        patience = PATIENCE if early else 0
        smoothness, evidence = self._smoothness()
        return Plan(
            whole("steps", self.steps),
            opt,
            number("sparsity", self.sparsity),
            loss=self._loss,
            smoothness=smoothness,
            evidence=evidence,
            patience=patience,
        )

    def _smoothness(self) -> tuple[float, bool]:
        """The weight of third differences, and whether the data say how flat curves should be."""
        if isinstance(self.smoothness, str) and self.smoothness == "auto":
            return (0.0, True) if self._loss == "mse" else (SMOOTH, False)
        if isinstance(self.smoothness, str):
            raise ValueError(f"smoothness must be a number or 'auto', got {self.smoothness!r}")
        return number("smoothness", self.smoothness), False

    def _base(self) -> Any:
        named = [self.base_fun] if isinstance(self.base_fun, str) else self.base_fun
        if not isinstance(named, Sequence) or not all(isinstance(name, str) for name in named):
            raise ValueError(f"base_fun must be a name or a list of names, got {self.base_fun!r}")
        return self.base_fun

    def _stops_early(self, rows: int) -> bool:
        wish, share = self.early_stopping, number("validation_fraction", self.validation_fraction)
        if not isinstance(wish, bool | np.bool_ | str) or (isinstance(wish, str) and wish != "auto"):
            raise ValueError(f"early_stopping must be True, False or 'auto', got {wish!r}")
        if not 0 < share < 1:
            raise ValueError(f"validation_fraction must lie between 0 and 1, got {share}")
        early = rows >= MANY if isinstance(wish, str) else bool(wish)
        if early and rows < 2:
            raise ValueError(
                "early_stopping needs at least 2 different rows, to hold one of them back, got 1"
            )
        return early

    def _weights(self, sample_weight: ArrayLike | None, x: Array) -> Array:
        return np.asarray(_check_sample_weight(sample_weight, x, dtype=np.float64, ensure_non_negative=True))

    def _network_at(self, x: ArrayLike) -> Array:
        """The network's outputs (N, q), in its own units."""
        check_is_fitted(self, "model_")
        values = validate_data(self, x, reset=False, dtype=np.float64)
        with torch.no_grad():
            return np.asarray(self.model_(torch.from_numpy(self._scales.x.inside(values))).numpy())

    def _named(self) -> list[Expr]:
        """Formulas of the outputs: pruned, named, their constants trained anew; made once, when asked for."""
        check_is_fitted(self, "model_")
        if self._formulas is None:
            self._formulas = self._name()
        return self._formulas

    def _name(self) -> list[Expr]:
        model = self.model_.prune()
        model.auto_symbolic(lib=self.library)
        polished, _ = learn(model.network, self._kept, Plan(POLISH, loss=self._loss))
        scales = self._scales
        names = getattr(self, "feature_names_in_", None)
        named = KAN.of(polished, model.seed, self._kept.x)
        expressions, _ = named.symbolic_formula(
            None if names is None else list(names), (scales.x.shift, scales.x.scale), self._output_scale()
        )
        return expressions

    def _output_scale(self) -> tuple[Array, Array] | None:
        """What undoes the standardisation of the outputs; logits have none."""
        return None if self._loss == "cross_entropy" else (self._scales.y.shift, self._scales.y.scale)
