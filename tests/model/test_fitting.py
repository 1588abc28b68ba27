from __future__ import annotations

import copy

import pytest
import torch
from torch import Tensor

from kanscope import KAN, create_dataset


def start() -> KAN:
    return KAN([2, 2, 1], grid=3, seed=1, dtype=torch.float64)


@pytest.mark.parametrize("opt", ["LBFGS", "LM", "Adam", "AdamW"])
def test_every_optimiser_gets_closer(hello: dict[str, Tensor], opt: str) -> None:
    model = start()
    results = model.fit(hello, opt=opt, steps=5)  # type: ignore[arg-type]
    assert len(results["train_loss"]) == len(results["test_loss"]) == len(results["reg"]) == 5
    assert results["train_loss"][-1] < results["train_loss"][0]


def test_losses_are_rmse_in_the_labels_units(hello: dict[str, Tensor]) -> None:
    model = start()
    results = model.fit(hello, opt="LM", steps=5)
    residual = model(hello["test_input"]).detach() - hello["test_label"]
    assert results["test_loss"][-1] == pytest.approx(float(residual.square().mean().sqrt()))
    assert model.evaluate(hello)["test_loss"] == pytest.approx(results["test_loss"][-1])


def test_grids_go_where_the_data_are() -> None:
    data = create_dataset(lambda x: x[:, [0]] ** 2, n_var=1, ranges=(100, 101), train_num=50, test_num=10)
    model = KAN([1, 1], dtype=torch.float64)
    assert model.fit(data, opt="LM", steps=5)["test_loss"][-1] < 1e-2
    first = model.network.layers[0]
    assert 99 < float(first.lo) < 100.1 and 100.9 < float(first.hi) < 102


def test_the_parameter_stays_the_same_object_through_fit_and_surgery(hello: dict[str, Tensor]) -> None:
    model = start()
    flat, memory = model.flat, model.flat.data_ptr()
    model.fit(hello, steps=2)
    model.remove_edge(0, 0, 0)
    assert model.flat is flat and flat.data_ptr() == memory


def test_two_models_trained_in_turn_are_bit_equal_to_each_alone(hello: dict[str, Tensor]) -> None:
    alone, one, other = start(), start(), KAN([2, 3, 1], seed=9, dtype=torch.float64)
    alone.fit(hello, opt="LM", steps=4)
    alone.fit(hello, opt="LM", steps=4)
    one.fit(hello, opt="LM", steps=4)
    other.fit(hello, opt="Adam", steps=4)
    one.fit(hello, opt="LM", steps=4)
    assert torch.equal(one.flat, alone.flat)


def test_metrics_are_read_after_every_step(hello: dict[str, Tensor]) -> None:
    model = start()

    def worst() -> float:
        return float((model(hello["test_input"]).detach() - hello["test_label"]).abs().max())

    results = model.fit(hello, opt="LM", steps=4, metrics=[worst])
    assert len(results["worst"]) == 4
    assert results["worst"][-1] == worst()


def test_test_rows_never_become_the_samples(hello: dict[str, Tensor]) -> None:
    model = start()
    model.fit(hello, opt="LM", steps=2)
    model(hello["test_input"])
    assert torch.equal(model.samples, hello["train_input"])


def test_a_finer_grid_keeps_the_curves(trained: KAN, hello: dict[str, Tensor]) -> None:
    finer = trained.refine(10)
    assert finer.grid == 10 and trained.grid == 5
    assert torch.allclose(finer(hello["test_input"]), trained(hello["test_input"]), atol=1e-9)


def test_data_may_be_arrays_and_labels_flat(hello: dict[str, Tensor]) -> None:
    model, same = start(), start()
    x, y = hello["train_input"].numpy(), hello["train_label"].numpy()[:, 0]
    model.fit((x, y), opt="LM", steps=2)
    same.fit({"train_input": x, "train_label": y[:, None]}, opt="LM", steps=2)
    assert torch.equal(model.flat, same.flat)


def test_bad_data_and_settings_are_named_and_nothing_changes(hello: dict[str, Tensor]) -> None:
    model = start()
    before = model.flat.clone()
    broken = copy.copy(hello)
    broken["train_label"] = broken["train_label"] * torch.nan
    for data, arguments, named in (
        (broken, {}, "y must be finite"),
        ({"train_input": hello["train_input"]}, {}, "train_label"),
        ((hello["train_input"][:, :1], hello["train_label"]), {}, "train_input"),
        (hello, {"opt": "SGD"}, "opt"),
        (hello, {"steps": 0}, "steps"),
        (hello, {"lamb": -1.0}, "lamb"),
    ):
        with pytest.raises(ValueError, match=named):
            model.fit(data, **arguments)  # type: ignore[arg-type]
    assert torch.equal(model.flat, before)


@pytest.mark.parametrize("opt", ["LBFGS", "Adam"])
def test_a_loss_of_ones_own_is_trained_like_the_built_in_one(hello: dict[str, Tensor], opt: str) -> None:
    own, known = start(), start()

    def squares(predictions: Tensor, labels: Tensor) -> Tensor:
        return (predictions - labels).square().mean()

    losses = own.fit(hello, opt=opt, steps=2, loss_fn=squares)["train_loss"]  # type: ignore[arg-type]
    roots = known.fit(hello, opt=opt, steps=2)["train_loss"]  # type: ignore[arg-type]
    assert torch.allclose(own.flat, known.flat, rtol=1e-6)
    assert losses[-1] == pytest.approx(roots[-1] ** 2, rel=1e-6)  # its own value, no root of it


def test_class_numbers_are_labels_for_cross_entropy() -> None:
    data = create_dataset(lambda x: (x[:, [0]] > x[:, [1]]).long(), train_num=200, test_num=50)
    data["train_label"], data["test_label"] = data["train_label"][:, 0], data["test_label"][:, 0]
    model = KAN([2, 2], dtype=torch.float64)

    def accuracy() -> float:
        return float((model(data["test_input"].double()).argmax(1) == data["test_label"]).double().mean())

    results = model.fit(data, opt="LM", steps=15, loss_fn=torch.nn.CrossEntropyLoss(), metrics=[accuracy])
    assert results["accuracy"][-1] > 0.95
    assert results["train_loss"][-1] < 0.2


def test_losses_that_give_no_gradient_are_refused(hello: dict[str, Tensor]) -> None:
    with pytest.raises(ValueError, match="loss_fn"):
        start().fit(hello, steps=1, loss_fn=lambda predictions, labels: labels.mean())
    with pytest.raises(ValueError, match="LBFGS"):
        start().fit(hello, opt="LM", steps=1, loss_fn=lambda predictions, labels: predictions.mean())


@pytest.mark.parametrize("metric", ["edge_forward_spline_n", "edge_backward"])
def test_pykans_penalties_are_taken_by_their_names(hello: dict[str, Tensor], metric: str) -> None:
    plain, sparse = start(), start()
    plain.fit(hello, opt="Adam", steps=30)
    results = sparse.fit(
        hello, opt="Adam", steps=30, lamb=1.0, lamb_l1=1.0, lamb_entropy=0.5, lamb_coef=0.1, reg_metric=metric
    )
    assert results["reg"][-1] > 0
    assert sum(float(e.sum()) for e in sparse.edge_actscale) < sum(
        float(e.sum()) for e in plain.edge_actscale
    )


def test_batches_are_drawn_by_the_models_own_seed(hello: dict[str, Tensor]) -> None:
    one, same, whole = start(), start(), start()
    for model, batch in ((one, 32), (same, 32), (whole, -1)):
        model.fit(hello, opt="Adam", steps=5, batch=batch)
    assert torch.equal(one.flat, same.flat) and not torch.equal(one.flat, whole.flat)


def test_patience_ends_with_the_best_state(hello: dict[str, Tensor]) -> None:
    few = {name: rows[:25] for name, rows in hello.items()}
    model = KAN([2, 5, 1], grid=10, seed=1, dtype=torch.float64)
    results = model.fit(few, opt="LM", steps=60, patience=5, update_grid=False)
    residual = model(few["test_input"]).detach() - few["test_label"]
    assert float(residual.square().mean().sqrt()) == pytest.approx(min(results["test_loss"]))


def test_pictures_are_kept_when_asked_for(hello: dict[str, Tensor], tmp_path) -> None:  # type: ignore[no-untyped-def]
    start().fit(hello, opt="LM", steps=4, save_fig=True, save_fig_freq=2, img_folder=tmp_path / "film")
    assert sorted(path.name for path in (tmp_path / "film").iterdir()) == ["00000.svg", "00002.svg"]


@pytest.mark.parametrize(
    "loss",
    [
        torch.nn.CrossEntropyLoss(weight=torch.tensor([1.0, 9.0])),
        torch.nn.CrossEntropyLoss(label_smoothing=0.3),
        torch.nn.CrossEntropyLoss(reduction="sum"),
        torch.nn.CrossEntropyLoss(ignore_index=0),
    ],
)
def test_the_settings_of_torchs_cross_entropy_count(loss: torch.nn.CrossEntropyLoss) -> None:
    x = torch.linspace(-1, 1, 40, dtype=torch.float64)[:, None]
    classes = (x[:, 0] > 0.6).long()
    model = KAN([1, 2], dtype=torch.float64)
    told = model.fit((x, classes), steps=2, loss_fn=loss)["train_loss"][-1]
    if loss.weight is not None:
        loss = torch.nn.CrossEntropyLoss(weight=loss.weight.double())
    assert told == pytest.approx(float(loss(model(x).detach(), classes)))


def test_the_settings_of_torchs_squared_error_count(hello: dict[str, Tensor]) -> None:
    model = start()
    told = model.fit(hello, steps=1, loss_fn=torch.nn.MSELoss(reduction="sum"))["train_loss"][-1]
    residual = model(hello["train_input"]).detach() - hello["train_label"]
    assert told == pytest.approx(float(residual.square().sum()))
    with pytest.raises(ValueError, match="loss_fn"):
        model.fit(hello, steps=1, loss_fn=torch.nn.MSELoss(reduction="none"))
