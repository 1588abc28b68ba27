from __future__ import annotations

import pytest
import torch

from kanscope import create_dataset


def test_rows_lie_in_their_ranges_and_labels_are_f() -> None:
    data = create_dataset(lambda x: x[:, 0] * x[:, 1], ranges=[(0, 1), (5, 6)], train_num=30, test_num=7)
    x = data["train_input"]
    assert x.shape == (30, 2) and data["test_label"].shape == (7, 1)
    assert float(x[:, 0].min()) >= 0 and float(x[:, 0].max()) <= 1 and float(x[:, 1].min()) >= 5
    assert torch.equal(data["train_label"][:, 0], x[:, 0] * x[:, 1])


def test_columns_and_rows_mean_the_same() -> None:
    columns = create_dataset(lambda x: x[:, [0]] + x[:, [1]], train_num=9)
    rows = create_dataset(lambda x: x[0] + x[1], f_mode="row", train_num=9)
    assert torch.equal(columns["train_label"], rows["train_label"])


def test_normalised_rows_have_mean_0_and_deviation_1() -> None:
    data = create_dataset(lambda x: x[:, [0]], ranges=(3, 9), normalize_input=True, normalize_label=True)
    for name in ("train_input", "train_label"):
        assert torch.allclose(data[name].mean(0), torch.zeros(()), atol=1e-5)
        assert torch.allclose(data[name].std(0), torch.ones(()), atol=1e-5)


def test_the_seed_decides_and_no_global_one_is_touched() -> None:
    state = torch.get_rng_state()
    one, same, other = (create_dataset(lambda x: x, n_var=1, seed=seed) for seed in (0, 0, 1))
    assert torch.equal(state, torch.get_rng_state())
    assert torch.equal(one["train_input"], same["train_input"])
    assert not torch.equal(one["train_input"], other["train_input"])


@pytest.mark.parametrize(
    ("arguments", "named"), [({"f_mode": "diagonal"}, "f_mode"), ({"ranges": [(0, 1)] * 3}, "ranges")]
)
def test_bad_arguments_are_named(arguments: dict, named: str) -> None:  # type: ignore[type-arg]
    with pytest.raises(ValueError, match=named):
        create_dataset(lambda x: x, **arguments)
