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


@pytest.fixture
def mixed() -> KAN:
    """[2, [2, 1], 2] in float64 with splines, a product, a named edge and a cut one."""
    model = KAN([2, [2, 1], 2], grid=4, seed=3, dtype=torch.float64)
    model.fix_symbolic(0, 0, 1, "sin")
    model.remove_edge(0, 1, 0)
    return model


@pytest.fixture(scope="session")
def hello() -> dict[str, Tensor]:
    """The rows of pykan's first tutorial, fewer of them."""

    def f(x: Tensor) -> Tensor:
        return torch.exp(torch.sin(torch.pi * x[:, [0]]) + x[:, [1]] ** 2)

    data = create_dataset(f, n_var=2, train_num=500, test_num=200)
    x, test_x = data["train_input"].double(), data["test_input"].double()
    return {"train_input": x, "train_label": f(x), "test_input": test_x, "test_label": f(test_x)}


@pytest.fixture(scope="session")
def trained(hello: dict[str, Tensor]) -> KAN:
    """[2, 2, 1] after a short training; tests that change it take a copy."""
    model = KAN([2, 2, 1], grid=5, seed=0, dtype=torch.float64)
    model.fit(hello, opt="LM", steps=20)
    return model
