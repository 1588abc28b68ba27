"""What goes wrong in pykan 0.2.8, one test each, under the number and in the words of docs/engine.md."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import torch
from torch import Tensor

from kanscope import KAN, create_dataset


@pytest.fixture(autouse=True)
def _one_thread() -> Iterator[None]:
    """Small networks: a second thread on a busy machine costs far more than it gives."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def law(x: Tensor) -> Tensor:
    """exp(sin πx1 + x2²), (N, 1)."""
    return torch.exp(torch.sin(torch.pi * x[:, :1]) + x[:, 1:2] ** 2)


@pytest.fixture(scope="session")
def data() -> dict[str, Tensor]:
    """Rows of the law, and other rows to test on."""
    data = create_dataset(law, n_var=2, train_num=200, test_num=100)
    return {name: rows.double() for name, rows in data.items()}


@pytest.fixture
def model() -> KAN:
    """[2, 3, 1] as it starts, in float64."""
    return KAN([2, 3, 1], grid=4, seed=2, dtype=torch.float64)
