from __future__ import annotations

from typing import Any

import pytest
import torch
from torch import Tensor

from kanscope import KAN, create_dataset


def law(x: Tensor) -> Tensor:
    return x[:, :1] + x[:, 1:] ** 2


DATA = create_dataset(law, train_num=60, test_num=20)


@pytest.mark.parametrize("ends", [(0, 1e-320), (0, float("inf")), (-1e308, 1e308), (1, 1), (2, 1)])
def test_a_range_nothing_can_be_told_apart_in_is_refused(ends: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match=r"^grid_range must"):
        KAN([2, 1], grid_range=ends, dtype=torch.float64)


@pytest.mark.parametrize("dtype", [torch.float16, torch.int64, torch.complex64])
def test_a_precision_nothing_can_be_trained_in_is_refused(dtype: torch.dtype) -> None:
    with pytest.raises(ValueError, match=r"^dtype must"):
        KAN([2, 1], dtype=dtype)


@pytest.mark.parametrize("rows", [1, 5])
def test_what_does_not_vary_stays_finite_when_normalised(rows: int) -> None:
    data = create_dataset(
        lambda x: x[:, 0] * 0 + 3, train_num=rows, normalize_label=True, normalize_input=True
    )
    assert all(bool(torch.isfinite(part).all()) for part in data.values())
    assert data["train_label"].tolist() == [[0.0]] * rows


@pytest.mark.parametrize("ranges", [(1,), (1, 1), [(0, 1), (2, 1)]])
def test_ranges_that_hold_nothing_are_refused(ranges: Any) -> None:
    with pytest.raises(ValueError, match=r"^ranges"):
        create_dataset(law, ranges=ranges)


def test_a_function_that_gives_other_rows_than_it_was_given_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^f must give 9 rows"):
        create_dataset(lambda x: x[:5], train_num=9)
    with pytest.raises(ValueError, match=r"^f must give 9 rows"):
        create_dataset(lambda x: x[:1], f_mode="row", train_num=9)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("steps", "3"),
        ("lamb", -1.0),
        ("lamb", float("nan")),
        ("lr", "a"),
        ("patience", -1),
        ("stop_grid_update_step", -5),
        ("lamb_l1", -1.0),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused_under_its_own_name(name: str, value: Any) -> None:
    with pytest.raises(ValueError, match=rf"^{name} must"):
        KAN([2, 1]).fit(DATA, **{name: value})


@pytest.mark.parametrize(
    "where", [{"l": -1}, {"l": 3}, {"l": 1, "i": 9}, {"l": 1, "out_score": torch.ones(7)}]
)
def test_scores_of_nodes_that_are_not_there_are_refused(where: dict[str, Any]) -> None:
    model = KAN([2, 3, 1])
    with pytest.raises(ValueError, match=r"^(l|i|out_score) must"):
        model.attribute(**where)


def test_numbers_that_are_no_tensor_are_refused() -> None:
    with pytest.raises(ValueError, match=r"^x must be a tensor"):
        KAN([2, 1])([[0.1, 0.2]])


def test_a_checkpoint_without_its_numbers_is_refused_by_what_is_missing(tmp_path: Any) -> None:
    (tmp_path / "m_config.yml").write_text("width: [[2, 0], [1, 0]]")
    with pytest.raises(ValueError, match="m_state"):
        KAN.loadckpt(tmp_path / "m")


def test_patience_counts_the_steps_of_fit_and_the_results_say_which_one_was_taken() -> None:
    model = KAN([2, 3, 1], seed=3, dtype=torch.float64)
    noisy = {name: part.double() for name, part in DATA.items()}
    dice = torch.Generator().manual_seed(0)
    noisy["train_label"] = torch.randn(60, 1, generator=dice, dtype=torch.float64)
    results = model.fit(noisy, steps=40, patience=3, update_grid=False)
    [best] = results["best_step"]
    assert len(results["test_loss"]) >= 3 and 0 <= best < len(results["test_loss"])
    taken = float(model.evaluate(noisy)["test_loss"])
    assert taken <= min(results["test_loss"]) * (1 + 1e-9)
