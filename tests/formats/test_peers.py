"""efficient-kan, FastKAN and pykan 0.0: their formulas are written out here, with SciPy's B-splines."""

from __future__ import annotations

import io
import itertools

import numpy as np
import pytest
import torch
from scipy.interpolate import BSpline
from tests.kan.laws import uniform
from torch import Tensor
from torch.nn.functional import silu

from kanscope.formats import efficient_kan, fastkan, pykan_v0
from kanscope.formats.foreign import read_efficient_kan

X = uniform(80, 3, seed=4)
State = dict[str, Tensor]


def splines(knots: Tensor, coefficients: Tensor, k: int, x: Tensor) -> Tensor:
    """Σ_m c_m B_m(x) of one edge, 0 outside the knots."""
    curve = BSpline(knots.numpy(), coefficients.numpy(), k, extrapolate=False)
    return torch.from_numpy(np.nan_to_num(curve(x.numpy())))


def random(*size: int, seed: int) -> Tensor:
    return torch.randn(*size, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


def knots_between(inner: Tensor, k: int) -> Tensor:
    step = (inner[-1] - inner[0]) / (len(inner) - 1)
    before, after = torch.arange(-k, 0) * step + inner[0], torch.arange(1, k + 1) * step + inner[-1]
    return torch.cat([before, inner, after])


EVEN = torch.linspace(-2, 2, 5, dtype=torch.float64)
UNEVEN = torch.tensor([-2.0, -0.3, 0.1, 1.2, 2.0], dtype=torch.float64)


def efficient_state(width: list[int], k: int, inner: Tensor, scaler: bool) -> State:
    state = {}
    for l, (i, o) in enumerate(itertools.pairwise(width)):
        state[f"layers.{l}.base_weight"] = random(o, i, seed=l) / 4
        state[f"layers.{l}.spline_weight"] = random(o, i, len(inner) - 1 + k, seed=l + 9) / 4
        state[f"layers.{l}.grid"] = knots_between(inner, k).expand(i, -1).clone()
        if scaler:
            state[f"layers.{l}.spline_scaler"] = random(o, i, seed=l + 20)
    return state


def efficient_layer(state: State, l: int, k: int, x: Tensor) -> Tensor:
    weight, base = state[f"layers.{l}.spline_weight"], state[f"layers.{l}.base_weight"]
    scale = state.get(f"layers.{l}.spline_scaler", torch.ones_like(base))
    y = silu(x) @ base.T
    for o, i in np.ndindex(*base.shape):
        y[:, o] += scale[o, i] * splines(state[f"layers.{l}.grid"][i], weight[o, i], k, x[:, i])
    return y


@pytest.mark.parametrize("k", [1, 2, 3])
@pytest.mark.parametrize("inner", [EVEN, UNEVEN])
@pytest.mark.parametrize("scaler", [True, False])
def test_an_efficient_kan_gives_what_its_formula_gives(k: int, inner: Tensor, scaler: bool) -> None:
    state = efficient_state([3, 4, 2], k, inner, scaler)
    hidden = efficient_layer(state, 0, k, X)
    inside = (hidden.abs() < 2).all(1)
    assert inside.sum() > 20
    wanted = efficient_layer(state, 1, k, hidden)[inside]
    assert torch.allclose(efficient_kan.network_of(state)(X[inside]), wanted, atol=1e-10)


def test_uneven_knots_beside_those_of_a_large_input_stay_uneven() -> None:
    state = {name: tensor.float() for name, tensor in efficient_state([2, 1], 3, UNEVEN, False).items()}
    state["layers.0.grid"][1] *= 1e7
    knots = efficient_kan.network_of(state).layers[0].wiring.knots
    assert knots is not None
    assert torch.equal(knots.float(), state["layers.0.grid"])


@pytest.mark.parametrize("knots", [torch.tensor([0.0, 1, 2, 2, 3, 4]), torch.tensor([0.0, 1, 3, 2, 3, 4])])
def test_a_grid_without_width_or_order_is_refused(knots: Tensor) -> None:
    """Order 2 on one interval, between the third and the fourth knot."""
    state = {"layers.0.base_weight": torch.ones(1, 1), "layers.0.spline_weight": torch.ones(1, 1, 3)}
    with pytest.raises(ValueError, match="the knots of a grid must be finite and ascend"):
        efficient_kan.network_of(state | {"layers.0.grid": knots[None]})


def test_an_efficient_kan_in_its_file_is_read_in_a_child() -> None:
    state = efficient_state([3, 2], 3, EVEN, True)
    file = io.BytesIO()
    torch.save(state, file)
    network = read_efficient_kan(file.getvalue(), base="identity")
    assert network.shape.bases == ("identity",)
    assert torch.equal(network.parameters, efficient_kan.network_of(state, "identity").parameters)


def test_an_efficient_kan_without_its_grid_is_refused() -> None:
    state = efficient_state([3, 2], 3, EVEN, True)
    del state["layers.0.grid"]
    with pytest.raises(ValueError, match=r"state: layers\.0\.grid is missing"):
        efficient_kan.network_of(state)
    with pytest.raises(ValueError, match="base must be one of"):
        efficient_kan.network_of(efficient_state([3, 2], 3, EVEN, True), base="mish")


def fast_state(normed: bool) -> State:
    """Silu edges with biases, then (without LayerNorm) one Gaussian on each of two edges."""
    state = {
        "layers.0.rbf.grid": EVEN,
        "layers.0.spline_linear.weight": torch.zeros(2, 15, dtype=torch.float64),
        "layers.0.base_linear.weight": random(2, 3, seed=1),
        "layers.0.base_linear.bias": random(2, seed=2),
        "layers.0.layernorm.weight": torch.ones(3, dtype=torch.float64),
        "layers.1.rbf.grid": EVEN,
        "layers.1.spline_linear.weight": torch.zeros(1, 10, dtype=torch.float64),
    }
    state["layers.1.spline_linear.weight"][0, [1, 7]] = torch.tensor([0.7, -1.3], dtype=torch.float64)
    if normed:
        state["layers.1.layernorm.weight"] = torch.ones(2, dtype=torch.float64)
    return state


def test_what_of_a_fastkan_is_a_sum_of_curves_gives_what_its_formula_gives() -> None:
    state = fast_state(normed=False)
    hidden = silu(X) @ state["layers.0.base_linear.weight"].T + state["layers.0.base_linear.bias"]
    bells = torch.exp(-((hidden[..., None] - EVEN) ** 2)).flatten(1)
    network = fastkan.network_of(state)
    assert torch.allclose(network(X), bells @ state["layers.1.spline_linear.weight"].T, atol=1e-12)
    assert network.layers[1].function == (("gaussian",), ("gaussian",))


def test_a_fastkan_whose_gaussians_follow_a_layer_norm_is_refused() -> None:
    with pytest.raises(ValueError, match="layer 1: its Gaussians act on LayerNorm of all inputs together"):
        fastkan.network_of(fast_state(normed=True))


def test_a_sum_of_gaussians_on_one_edge_is_refused() -> None:
    state = fast_state(normed=False)
    state["layers.1.spline_linear.weight"][0, 2] = 1
    with pytest.raises(ValueError, match=r"edge \(1, 0, 0\): 2 Gaussians"):
        fastkan.network_of(state)


def old_state(width: list[int], k: int, inner: Tensor) -> State:
    state = {}
    for l, (i, o) in enumerate(itertools.pairwise(width)):
        act, size = f"act_fun.{l}", i * o
        state[f"{act}.grid"] = inner.expand(size, -1).clone()
        state[f"{act}.coef"] = random(size, len(inner) - 1 + k, seed=l) / 4
        state[f"{act}.scale_base"], state[f"{act}.scale_sp"] = random(2, size, seed=l + 3) / 3
        state[f"{act}.mask"] = torch.ones(size, dtype=torch.float64)
        state[f"symbolic_fun.{l}.mask"] = torch.zeros(o, i, dtype=torch.float64)
        state[f"biases.{l}.weight"] = random(1, o, seed=l + 7) / 4
    state["act_fun.0.mask"][1] = 0
    return state


def old_layer(state: State, l: int, k: int, x: Tensor) -> Tensor:
    act, bias = f"act_fun.{l}", state[f"biases.{l}.weight"]
    y = bias.expand(len(x), -1).clone()
    for j, i in np.ndindex(bias.shape[1], x.shape[1]):
        edge = j * x.shape[1] + i
        curve = splines(knots_between(state[f"{act}.grid"][edge], k), state[f"{act}.coef"][edge], k, x[:, i])
        whole = state[f"{act}.scale_base"][edge] * silu(x[:, i]) + state[f"{act}.scale_sp"][edge] * curve
        y[:, j] += state[f"{act}.mask"][edge] * whole
    return y


@pytest.mark.parametrize("k", [1, 3])
@pytest.mark.parametrize("inner", [EVEN, UNEVEN])
def test_an_old_pykan_state_gives_what_its_formula_gives(k: int, inner: Tensor) -> None:
    state = old_state([3, 4, 2], k, inner)
    hidden = old_layer(state, 0, k, X)
    assert (hidden.abs() < 2).all()
    network = pykan_v0.network_of(state)
    assert torch.allclose(network(X), old_layer(state, 1, k, hidden), atol=1e-10)
    assert not network.layers[0].alive[1, 0]


def test_an_old_pykan_state_with_names_or_split_grids_is_refused() -> None:
    named, split = old_state([3, 2], 3, EVEN), old_state([3, 2], 3, EVEN)
    named["symbolic_fun.0.mask"][1, 2] = 1
    with pytest.raises(ValueError, match=r"edge \(0, 2, 1\) is named"):
        pykan_v0.network_of(named)
    split["act_fun.0.grid"][4] += 0.1
    with pytest.raises(ValueError, match="layer 0: edges from one input have different grids"):
        pykan_v0.network_of(split)
