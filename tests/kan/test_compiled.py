from __future__ import annotations

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.kan.laws import mixed_network, toy_samples, uniform

from kanscope.kan.compiled import rows as compiled_rows
from kanscope.kan.compiled.rows import CompiledRows, why_not_compiled
from kanscope.kan.network import Network
from kanscope.kan.objective import Objective
from kanscope.kan.schedule import Plan
from kanscope.kan.spline_rows import CubicRows, Scratch
from kanscope.kan.train import Training

pytest.importorskip("numba")
EXACT = {torch.float32: 2e-6, torch.float64: 1e-13}


@pytest.mark.parametrize("dtype", EXACT)
@settings(max_examples=30, deadline=None)
@given(grid=st.integers(1, 12), spread=st.floats(0.1, 4), seed=st.integers(0, 99))
def test_compiled_splines_are_those_of_torch(dtype: torch.dtype, grid: int, spread: float, seed: int) -> None:
    x = (uniform(37, 3, seed=seed) * spread).to(dtype)
    layer = Network.create([3, 2], inputs=uniform(20, 3).to(dtype), grid=grid, dtype=dtype).layers[0]
    size = (3, grid + 4, 37)
    values = [torch.zeros(size, dtype=dtype) for _ in range(2)]
    ways = [CubicRows(layer, values[0], Scratch([layer], 37, x)), CompiledRows(layer, values[1])]
    by, weights = torch.randn(size, dtype=dtype), torch.randn(3, grid + 4, dtype=dtype)
    for way in ways:
        way.write(x.T)
    plain, fast = ([way.slope_along(weights), way.pull_back(by.clone())] for way in ways)
    for one, other in zip([values[0], *plain], [values[1], *fast], strict=True):
        torch.testing.assert_close(one, other, rtol=EXACT[dtype], atol=EXACT[dtype] * (1 + spread) * grid**2)


@pytest.mark.parametrize("sparsity", [0.0, 0.1])
@pytest.mark.parametrize("dtype", EXACT)
def test_compiled_gradients_are_those_of_torch(dtype: torch.dtype, sparsity: float) -> None:
    x, y = uniform(60, 2), uniform(60, 2, seed=5).to(dtype)
    network = mixed_network(x).to(dtype=dtype)
    x = (2 * x).to(dtype)
    plain = Objective(network.copy(), x, y, sparsity)(network.parameters)
    fast = Objective(network, x, y, sparsity, compiled=True)
    assert fast.passes.not_compiled is None
    point = fast(network.parameters.clone())
    assert point.value == pytest.approx(plain.value, rel=EXACT[dtype] * 10)
    torch.testing.assert_close(point.gradient, plain.gradient, rtol=10 * EXACT[dtype], atol=10 * EXACT[dtype])


def test_compiled_training_is_the_same_in_every_bit_when_repeated() -> None:
    samples = toy_samples(200)
    network = Network.create([2, 3, 1], inputs=samples.x)
    once, again = (Training(network, samples, Plan(8, "adam", 0.01, compiled=True)) for _ in range(2))
    assert list(once) == list(again)
    assert torch.equal(once.network.parameters, again.network.parameters)
    assert once.not_compiled is None


@pytest.mark.parametrize("k", [2, 3])
def test_splines_without_compiled_loops_are_left_to_torch(k: int) -> None:
    x, y = uniform(30, 2), uniform(30, 1, seed=5)
    network = Network.create([2, 2, 1], inputs=x, k=k)
    plain = Objective(network.copy(), x, y)(network.parameters).gradient
    fast = Objective(network, x, y, compiled=True)(network.parameters.clone()).gradient
    assert torch.allclose(fast, plain, atol=1e-13)
    assert torch.equal(fast, plain) == (k == 2)


def test_without_numba_torch_does_the_work_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled_rows, "find_spec", lambda name: None)
    samples = toy_samples(100)
    network = Network.create([2, 2, 1], inputs=samples.x)
    asked = Training(network, samples, Plan(4, "adam", compiled=True))
    plain = Training(network, samples, Plan(4, "adam"))
    assert list(asked) == list(plain)
    assert asked.not_compiled is not None
    assert "numba" in asked.not_compiled


def test_numbers_and_devices_that_loops_cannot_take_are_named() -> None:
    assert "bfloat16" in str(why_not_compiled(torch.zeros(1, dtype=torch.bfloat16)))
    assert "meta" in str(why_not_compiled(torch.zeros(1, device="meta")))
    assert why_not_compiled(torch.zeros(1)) is None
