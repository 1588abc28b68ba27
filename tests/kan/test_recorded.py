from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest
import torch
from tests.kan.laws import mixed_network, uniform
from torch.overrides import TorchFunctionMode

from kanscope.kan.network import Network
from kanscope.kan.objective import Objective
from kanscope.kan.optimisers.adam import Adam
from kanscope.kan.optimisers.lbfgs import LBFGS
from kanscope.kan.recorded import RecordedAdam

MAKERS = {
    torch.zeros,
    torch.ones,
    torch.empty,
    torch.full,
    torch.tensor,
    torch.arange,
    torch.linspace,
    torch.eye,
}


class DevicesNamed(TorchFunctionMode):
    """Notes what makes tensors without saying where: they would be on the CPU beside a network on a GPU."""

    def __init__(self) -> None:
        super().__init__()
        self.unnamed: list[str] = []

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: Iterable[type],
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:
        if func in MAKERS and (kwargs or {}).get("device") is None:
            self.unnamed.append(f"{func.__name__}{args}")
        return func(*args, **(kwargs or {}))


@pytest.mark.parametrize("k", [2, 3])
def test_whatever_a_step_makes_it_makes_where_the_network_is(k: int) -> None:
    x, y = uniform(40, 2), uniform(40, 2, seed=5)
    network, seen = mixed_network(x, k), DevicesNamed()
    with seen:
        objective = Objective(network, x, y, 0.1)
        here = objective(objective.start())
        for optimiser in (Adam(), LBFGS()):
            optimiser.step(here, objective)
    assert [one for one in seen.unnamed if not one.startswith("zeros(0")] == []


def test_recorded_steps_are_those_of_adam() -> None:
    x, y = uniform(60, 2), uniform(60, 2, seed=5)
    network, twin = mixed_network(x), mixed_network(x)
    objective, adam = Objective(twin, x, y), Adam(0.01)
    here = objective(objective.start())
    recorded = RecordedAdam(network, x, y, learning_rate=0.01)
    for _ in range(5):
        recorded.step()
        assert recorded.error() == pytest.approx(here.error, rel=1e-13)
        here = adam.step(here, objective)
        assert torch.equal(network.parameters, here.parameters)


@pytest.mark.skipif(not torch.cuda.is_available(), reason="no GPU here")
def test_on_a_gpu_the_recording_is_the_steps_on_the_cpu() -> None:
    x, y = uniform(60, 2), uniform(60, 1, seed=5)
    network = Network.create([2, 3, 1], inputs=x)
    plain = RecordedAdam(network, x, y)
    recorded = RecordedAdam(network.to("cuda"), x.cuda(), y.cuda())
    for _ in range(5):
        plain.step()
        recorded.step()
    torch.testing.assert_close(recorded.network.parameters.cpu(), network.parameters, atol=1e-9, rtol=1e-9)
