"""Networks made, trained, cut and named by pykan itself, with what it saves of them and what they give.

Every maker is called in pykan's home (see bench): a temporary folder, in silence, with its seeds put back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from bench.pykan import at_home
from torch import Tensor

from kanscope.formats.pykan import network_of
from kanscope.formats.pykan_config import read_config
from kanscope.formats.reading import tensors_of
from kanscope.kan.network import Network

Maker = Callable[[Tensor], Any]


@dataclass(frozen=True)
class Checkpoint:
    """The bytes pykan saved, and its outputs `y` (N, n) on samples `x` (N, n0) that stay inside all grids;
    `seen` is what was looked at after a pass over these samples.
    """

    config: bytes
    state: bytes
    x: Tensor
    y: Tensor
    seen: Any = None


def checkpoint(
    make: Maker,
    inputs: int,
    dtype: torch.dtype = torch.float64,
    rows: int = 60,
    look: Callable[[Any], Any] = lambda _model: None,
) -> Checkpoint:
    """What pykan saves of the network `make` makes from samples between -0.9 and 0.9."""
    with at_home(dtype):
        Path("model").mkdir()  # where pykan writes after some of its steps, asked or not
        dice = torch.Generator().manual_seed(5)
        x = torch.rand(rows, inputs, generator=dice) * 1.8 - 0.9
        model = make(x)
        model.input_id = torch.arange(model.width_in[0])  # pykan forgets it when it loads, too
        x = x[:, : model.width_in[0]]
        y = model(x).detach()
        rows_inside = inside(model)
        assert rows_inside.sum() >= 20
        x, y = x[rows_inside], y[rows_inside]
        model.saveckpt("./kept")
        config, state = Path("kept_config.yml").read_bytes(), Path("kept_state").read_bytes()
        model(x)
        return Checkpoint(config, state, x, y, look(model))


def imported(kept: Checkpoint) -> Network:
    """The checkpoint as a network of ours, read in this process."""
    return network_of(read_config(kept.config), tensors_of(kept.state))


def inside(model: Any) -> Tensor:
    """Rows of pykan's last forward pass that never left a grid: beyond, its splines end and ours go on."""
    stays = torch.ones(len(model.acts[0]), dtype=torch.bool)
    for layer, x in zip(model.act_fun, model.acts, strict=False):
        knots, read = layer.grid, (layer.mask != 0).any(1)
        within = (x >= knots[:, layer.k]) & (x <= knots[:, -layer.k - 1])
        stays &= (within | ~read | (knots[:, 0] == knots[:, -1])).all(1)
    return stays


def kan(**options: Any) -> Any:
    """A fresh pykan network that leaves its checkpoints alone."""
    from kan import KAN

    return KAN(**{"seed": 3, "noise_scale": 0.8, "auto_save": False, **options})


def plain(**options: Any) -> Maker:
    """A network as pykan starts it."""
    return lambda _x: kan(**options)


def on_adapted_grids(x: Tensor) -> Any:
    """Knots that follow the samples, unevenly."""
    model = kan(width=[2, 4, 1], grid=6)
    model.update_grid_from_samples(x**3)
    model.update_grid_from_samples(x)
    return model


def fitted(x: Tensor) -> Any:
    """Trained for some steps, with grid updates and penalty."""
    model = kan(width=[2, 3, 1], grid=4)
    y = torch.exp(torch.sin(3 * x[:, :1]) + x[:, 1:] ** 2)
    data = {"train_input": x, "train_label": y, "test_input": x, "test_label": y}
    model.fit(data, steps=6, lamb=1e-3, grid_update_num=3, stop_grid_update_step=6)
    model.update_grid_from_samples(x)
    return model


def pruned(x: Tensor) -> Any:
    """Nodes and edges gone after training."""
    model = fitted(x)
    model(x)
    model.attribute()
    return model.prune(node_th=0.05, edge_th=0.2)


def refined(x: Tensor) -> Any:
    """On another grid, whose size is a numpy number in the file."""
    model = fitted(x)
    model(x)
    return model.refine(np.int64(7))


def named(x: Tensor) -> Any:
    """Some edges named, one of them fitted, one a named 0 with a constant, one cut."""
    model = kan(width=[2, 3, 2], grid=3)
    model(x)
    model.fix_symbolic(0, 0, 1, "sin", a_range=(-2, 2), b_range=(-2, 2))
    model.fix_symbolic(0, 1, 2, "x^2", fit_params_bool=False, random=True)
    model.fix_symbolic(1, 0, 0, "tanh", fit_params_bool=False, random=True)
    model.fix_symbolic(1, 2, 1, "0", fit_params_bool=False, random=True)
    model.remove_edge(0, 0, 0)
    model.act_fun[1].mask.data[1][1] = 0.5
    return model


def of_nothing_but_zeros(x: Tensor) -> Any:
    """One output all of whose edges are a named 0: a constant."""
    model = kan(width=[2, 2], grid=3)
    for i in range(2):
        model.fix_symbolic(0, i, 1, "0", fit_params_bool=False, random=True)
    return model


def with_products(**options: Any) -> Maker:
    """Sums and products, homogeneous or of an arity each."""
    return lambda _x: kan(width=[3, [2, 2], [0, 1], 1], grid=3, **options)


def with_affine_nodes(x: Tensor) -> Any:
    """Scales and biases on all nodes and subnodes; products have none of the biases."""
    model = kan(width=[2, [2, 1], [1, 1]], grid=3, mult_arity=3, affine_trainable=True, grid_range=[-3, 3])
    for name, part in model.named_parameters():
        if "node_" in name:
            part.data = torch.rand(part.shape) + 0.3
    for bias in model.node_bias:
        bias.data[-1] = 0.0
    return model


def with_a_lifted_product(base: str) -> Maker:
    """A product with a bias, read by splines on `base` and by a named edge."""

    def make(x: Tensor) -> Any:
        model = kan(width=[2, [1, 1], 2], grid=3, affine_trainable=True, base_fun=base, grid_range=[-3, 3])
        model(x)
        model.fix_symbolic(1, 1, 0, "sin", fit_params_bool=False, random=True)
        model.node_bias_0.data = torch.tensor([0.2, 0.4])
        return model

    return make


def without_an_input(base: str) -> Maker:
    """After `prune_input` the file names the base function by a Python object."""
    return lambda _x: kan(width=[3, 2], grid=4, base_fun=base).prune_input(active_inputs=[0, 1])


def compiled(_x: Tensor) -> Any:
    """A formula as a network, grown afterwards: layers that have no affine in the file."""
    import sympy
    from kan.compiler import kanpiler

    a, b, c = sympy.symbols("a b c")
    model = kanpiler([a, b, c], sympy.sin(2 * a) * (b + 1) + sympy.exp(c) / (a + 3))
    model.expand_depth()
    model.expand_width(1, 2)
    model.expand_width(1, 1, False, 3)
    return model


def with_a_constant_input(x: Tensor) -> Any:
    """Grids of width 0, on which pykan's splines are 0."""
    model = kan(width=[2, 2], grid=4)
    model.update_grid_from_samples(torch.stack([x[:, 0], torch.full_like(x[:, 1], 0.25)], 1))
    return model
