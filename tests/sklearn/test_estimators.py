from __future__ import annotations

import pickle

import numpy as np
import pytest
import sympy
from sklearn.datasets import load_iris, make_friedman1
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from kanscope.sklearn import KANClassifier, KANRegressor

DICE = np.random.default_rng(0)
X = DICE.uniform(-1, 1, (300, 3))
Y = 3 + 2 * np.exp(np.sin(np.pi * X[:, 0]) + X[:, 1] ** 2)


@pytest.fixture(scope="module")
def fitted() -> KANRegressor:
    sparse = KANRegressor(hidden=(3,), steps=100, sparsity=0.03, early_stopping=False, random_state=2)
    return sparse.fit(1000 * X, Y)


def test_the_formula_is_the_law_in_the_columns_own_units(fitted: KANRegressor) -> None:
    x1, x2, x3 = sympy.symbols("x_1 x_2 x_3")
    law = 3 + 2 * sympy.exp(sympy.sin(sympy.pi * x1 / 1000) + x2**2 / 1e6)
    for at in ((250, -500, 0), (-800, 900, 3)):
        values = dict(zip((x1, x2, x3), at, strict=True))
        assert float(fitted.formula_.subs(values)) == pytest.approx(float(law.subs(values)), rel=1e-6)


def test_an_idle_column_has_no_importance(fitted: KANRegressor) -> None:
    importances = fitted.feature_importances_
    assert importances.sum() == pytest.approx(1)
    assert importances[2] < 0.01 < importances[:2].min()


def test_predictions_are_in_the_targets_units(fitted: KANRegressor) -> None:
    assert fitted.score(1000 * X, Y) > 0.999


def test_a_pickled_estimator_predicts_the_same_bits(fitted: KANRegressor) -> None:
    again = pickle.loads(pickle.dumps(fitted))
    assert np.array_equal(again.predict(X), fitted.predict(X))
    assert again.formula_ == fitted.formula_


def test_columns_give_the_formula_their_names() -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is in the extra bench")
    table = pandas.DataFrame(X, columns=["time", "drag", "idle"])
    model = KANRegressor(hidden=(), steps=20, random_state=0).fit(table, X[:, 0] ** 2 + X[:, 1])
    assert {symbol.name for symbol in model.formula_.free_symbols} == {"time", "drag"}


def test_a_weight_of_two_is_the_row_given_twice_in_any_order() -> None:
    twice = np.arange(60) % 3
    order = DICE.permutation(twice.sum())
    weighted = KANRegressor(steps=15, random_state=0).fit(X[:60], Y[:60], sample_weight=twice)
    repeated = KANRegressor(steps=15, random_state=0).fit(
        np.repeat(X[:60], twice, 0)[order], np.repeat(Y[:60], twice)[order]
    )
    assert np.array_equal(weighted.predict(X), repeated.predict(X))


def test_the_seed_decides() -> None:
    one, same, other = (KANRegressor(steps=3, random_state=seed).fit(X, Y).predict(X) for seed in (1, 1, 2))
    assert np.array_equal(one, same) and not np.array_equal(one, other)


def test_several_targets_have_a_formula_each() -> None:
    targets = np.stack([X[:, 0] ** 2, np.sin(2 * X[:, 1])], 1)
    model = KANRegressor(hidden=(), grid=5, random_state=0).fit(X, targets)
    assert model.predict(X).shape == (300, 2)
    assert model.score(X, targets) > 0.99
    assert len(model.formula_) == 2


def test_noise_is_not_learnt_by_default() -> None:
    x, y = make_friedman1(200, noise=1.0, random_state=0)
    assert cross_val_score(KANRegressor(random_state=0), x, y, cv=3).mean() > 0.8


def test_classes_of_any_kind_are_told_apart() -> None:
    x, y = load_iris(return_X_y=True)
    names = np.array(["setosa", "versicolor", "virginica"])[y]
    model = KANClassifier(hidden=(2,), random_state=0).fit(x, names)
    assert model.score(x, names) > 0.95
    assert np.allclose(model.predict_proba(x).sum(1), 1)
    assert len(model.formula_) == 3


def test_two_classes_have_one_formula_their_log_odds() -> None:
    y = X[:, 0] + X[:, 1] ** 2 > 0.2
    model = KANClassifier(hidden=(), steps=15, random_state=0).fit(X, y)
    assert model.score(X, y) > 0.95
    odds = sympy.lambdify(sympy.symbols("x_1 x_2 x_3"), model.formula_, "numpy")(*X.T)
    assert np.mean((odds > 0) == y) > 0.93


def test_it_works_in_pipelines_and_searches() -> None:
    pipe = make_pipeline(StandardScaler(), KANRegressor(steps=40, random_state=0))
    search = GridSearchCV(pipe, {"kanregressor__hidden": [(), (2,)]}, cv=2).fit(X, Y)
    assert search.best_params_ == {"kanregressor__hidden": (2,)}


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ({"hidden": (0,)}, "hidden"),
        ({"grid": 0}, "grid"),
        ({"opt": "sgd"}, "opt"),
        ({"steps": 0}, "steps"),
        ({"sparsity": -1}, "sparsity"),
        ({"early_stopping": "maybe"}, "early_stopping"),
        ({"validation_fraction": 1.5}, "validation_fraction"),
        ({"smoothness": "much"}, "smoothness"),
        ({"base_fun": "relu"}, "base"),
    ],
)
def test_impossible_parameters_are_named(arguments: dict, named: str) -> None:  # type: ignore[type-arg]
    with pytest.raises(ValueError, match=named):
        KANRegressor(**arguments).fit(X, Y)


def test_weights_that_say_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="weights must contain"):
        KANRegressor().fit(X, Y, sample_weight=np.zeros(300))


QUICK = {"hidden": (2,), "steps": 10, "random_state": 0}


@pytest.mark.filterwarnings("error")
def test_a_constant_target_is_its_constant() -> None:
    model = KANRegressor(**QUICK).fit(X, np.full(300, 5.0))
    assert (model.predict(2 * X) == 5).all() and model.formula_ == sympy.Float(5)
    assert not model.feature_importances_.any()


def test_a_constant_target_beside_another_leaves_that_one_alone() -> None:
    targets = np.stack([X[:, 0], np.full(300, 5.0)], 1)
    both, alone = (KANRegressor(hidden=(), steps=10, random_state=0).fit(X, y) for y in (targets, X[:, 0]))
    assert np.array_equal(both.predict(X), np.stack([alone.predict(X), targets[:, 1]], 1))
    assert both.formula_ == [alone.formula_, sympy.Float(5)]


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("unit", [1e-310, 1e-200, 1e200, 1e300])
def test_units_of_any_size_change_nothing_else(unit: float) -> None:
    wanted = KANRegressor(**QUICK).fit(X, Y).predict(X)
    found = KANRegressor(**QUICK).fit(X * unit, Y * unit).predict(X * unit)
    assert np.allclose(found / unit, wanted, rtol=1e-4)


@pytest.mark.filterwarnings("error")
def test_logarithms_of_tiny_probabilities_are_finite() -> None:
    model = KANClassifier(hidden=(), steps=15, random_state=0).fit(X, X[:, 0] > 0)
    logs = model.predict_log_proba(1e6 * X)
    assert np.isfinite(logs).all() and logs.min() < -1000
    assert np.allclose(np.exp(logs), model.predict_proba(1e6 * X))


def test_a_row_is_not_held_back_from_itself() -> None:
    with pytest.raises(ValueError, match=r"^early_stopping needs at least 2 different rows"):
        KANRegressor(early_stopping=True).fit(np.ones((2, 1)), np.ones(2))


@pytest.mark.parametrize(
    ("arguments", "plain"),
    [
        ({"grid": np.int64(4)}, {"grid": 4}),
        ({"k": np.int32(2)}, {"k": 2}),
        ({"hidden": (np.int64(3),)}, {"hidden": (3,)}),
        ({"hidden": np.array([3])}, {"hidden": (3,)}),
        ({"hidden": ([1, 1],), "mult_arity": np.int64(2)}, {"hidden": ((1, 1),), "mult_arity": 2}),
        ({"steps": np.int64(3)}, {"steps": 3}),
        ({"early_stopping": np.True_}, {"early_stopping": True}),
    ],
)
def test_numbers_of_numpy_are_numbers(arguments: dict, plain: dict) -> None:  # type: ignore[type-arg]
    one, same = (
        KANRegressor(**{"steps": 3, "random_state": 0} | own).fit(X, Y) for own in (arguments, plain)
    )
    assert np.array_equal(one.predict(X), same.predict(X))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *[("hidden", value) for value in (5, None, "ab", (2.5,), (None,), (True,), ((1, 2, 3),))],
        *[(name, value) for name in ("grid", "k", "mult_arity", "steps") for value in (None, "a", 2.5, True)],
        *[(name, value) for name in ("sparsity", "smoothness") for value in (None, [1], float("nan"))],
        *[("validation_fraction", value) for value in (None, "a", float("nan"))],
        *[("early_stopping", value) for value in (None, [1], np.array([True]))],
        *[(name, value) for name in ("opt", "base_fun") for value in (None, 3, [1])],
    ],
)
def test_parameters_of_another_kind_are_named(name: str, value: object) -> None:
    with pytest.raises(ValueError, match=f"^{name}"):
        KANRegressor(**{name: value}).fit(X, Y)
