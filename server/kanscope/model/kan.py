"""KAN: pykan's names, defaults and verbs over this package's mathematics."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch

from kanscope.kan.footprint import check_flow, check_size
from kanscope.kan.network import Network
from kanscope.kan.shape import Shape, per_layer
from kanscope.kan.surgery import sparse_start
from kanscope.model.fitting import Fitting
from kanscope.model.growing import Growing
from kanscope.model.keeping import Keeping
from kanscope.model.model import Model
from kanscope.model.naming import Naming
from kanscope.model.start import ROWS, ends_of, evenly_in, read_arity, read_base, read_dtype, read_width


class KAN(Fitting, Naming, Growing, Keeping):
    """A Kolmogorov-Arnold network as a torch module, with pykan's argument names, verbs and axis order.

    Edge (l, i, j) leads from node i of position l to subnode j of the next: a spline of order k on `grid`
    intervals plus a base function, or, once named, c·f(a·x + b) + d.

    width: nodes per position, [sums, products] where there are products; grid, k, base_fun: one for all
    layers or a list; mult_arity: factors of each product, or pykan's list of lists; grid_range: the range of
    the inputs' grids until a `fit` lays them over its data; sparse_init: only edges between nearest
    neighbours; dtype None: torch's default (float64 is what exact formulas want).

    Unlike pykan's, this model never prints, writes no file unasked, seeds nothing but itself, and its verbs
    do not depend on which forward pass came last.
    """

    def __init__(
        self,
        width: Sequence[Any],
        grid: int | Sequence[int] = 3,
        k: int | Sequence[int] = 3,
        mult_arity: int | Sequence[Any] = 2,
        base_fun: Any = "silu",
        grid_range: Sequence[float] = (-1, 1),
        seed: int = 1,
        sparse_init: bool = False,
        device: str | torch.device = "cpu",
        dtype: torch.dtype | None = None,
    ) -> None:
        kind = read_dtype(dtype)
        nodes = read_width(width)
        inputs = nodes[0] if isinstance(nodes[0], int) else nodes[0][0]
        bases, arities = read_base(base_fun), read_arity(mult_arity, len(nodes))
        shape = Shape.read(nodes, k, bases, arities)
        grids = per_layer("grid", grid, shape.depth)
        check_size(shape, grids, kind)
        check_flow(shape, grids, ROWS, kind)
        box = ends_of(grid_range, inputs, torch.empty(0, dtype=kind))
        rows = evenly_in(*box, seed)
        network = Network.create(
            nodes,
            inputs=rows,
            grid=grid,
            k=k,
            base=bases,
            seed=seed,
            arity=arities,
            dtype=kind,
        )
        Model.__init__(self, sparse_start(network, rows) if sparse_init else network, seed)
        self.to(device)

    @classmethod
    def over(
        cls, samples: Any, width: Sequence[Any], grid: int | Sequence[int] = 3, k: int = 3, seed: int = 1
    ) -> KAN:
        """A model whose grids cover these samples (N, n0) from the start, in their precision."""
        x = torch.as_tensor(samples)
        return cls.of(
            Network.create(read_width(width), inputs=x, grid=grid, k=k, seed=seed, dtype=x.dtype), seed
        )

    def speed(self, compile: bool = False) -> KAN:
        """The model itself: there is no slow mode to leave."""
        return self
