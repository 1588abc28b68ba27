"""A Kolmogorov-Arnold network: layers of curves over one flat parameter vector."""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch
from jaxtyping import Bool, Float, Int, Shaped
from torch import Tensor

from kanscope.kan.footprint import check_flow, check_size
from kanscope.kan.layer import Layer, Wiring, fresh_wiring
from kanscope.kan.products import combine, node_of_subnode
from kanscope.kan.shape import Shape, Width, at_least, per_layer
from kanscope.kan.start import start_affine, start_weights
from kanscope.kan.wishes.held import keep_wishes

INPUT_MARGIN = 0.002  # the inputs' grid covers all training rows and the gap to the unseen ends
APART = 1000  # machine epsilons
HIDDEN_MARGIN = 0.1  # hidden ranges get room to move


class Network:
    """f(x) of shape `width`: each edge (l, i, j) a curve from node i of position l to subnode j of layer l.

    parameters: the flat vector (P,) all layers are views of; change it in place only.
    keeps_wishes: the parameters do so already, and are left alone, which autograd needs.
    """

    def __init__(
        self,
        shape: Shape,
        wirings: Sequence[Wiring],
        parameters: Float[Tensor, " P"],
        *,
        keeps_wishes: bool = False,
    ) -> None:
        self.shape, self.parameters = shape, parameters
        self._blocks = [size for l, one in enumerate(wirings) for size in _block_sizes(shape, l, one.grid)]
        self._counts = [math.prod(size) for size in self._blocks]
        held = sum(self._counts)
        if parameters.numel() != held:
            raise ValueError(f"parameters must hold {held} numbers, got {parameters.numel()}")
        pairs = zip(shape.orders, shape.bases, wirings, self.split(parameters), strict=True)
        self.layers = [Layer(k, base, wiring, *views) for k, base, wiring, views in pairs]
        for layer in () if keeps_wishes else self.layers:
            keep_wishes(layer.wiring, layer.k, layer.weights)

    @classmethod
    def create(
        cls,
        width: Width,
        *,
        inputs: Float[Tensor, "N n0"],
        grid: int | Sequence[int] = 5,
        k: int | Sequence[int] = 3,
        base: str | Sequence[str] = "silu",
        seed: int = 0,
        arity: int | Sequence[int | Sequence[int]] = 2,
        dtype: torch.dtype = torch.float64,
    ) -> Network:
        """A network of random near-lines whose grids cover the samples `inputs` (N, n0), on their device.

        grid, k and base: one for all layers or a list, one a layer; arity likewise, or a list of lists, one a
        product. ValueError naming the argument when a size is not positive, the width is impossible or the
        network too large to hold, or the inputs are not finite or of another width. The same seed gives the
        same network.
        """
        shape = Shape.read(width, k, base, arity)
        grids = per_layer("grid", grid, shape.depth)
        for one in grids:
            at_least("grid", one, 1)
        check_size(shape, grids, dtype)
        x = check_samples("inputs", inputs, shape.nodes(0)).to(dtype)
        check_flow(shape, grids, len(x), dtype)
        dice = torch.Generator().manual_seed(seed)
        wirings: list[Wiring] = []
        blocks: list[Tensor] = []
        for l in range(shape.depth):
            lo, hi = cover(x, HIDDEN_MARGIN if l else INPUT_MARGIN)
            wirings.append(fresh_wiring(grids[l], lo, hi, shape.subnodes(l)))
            weights, affine = start_weights(shape, l, grids[l], dice).to(x), start_affine(shape, l).to(x)
            blocks += [weights.flatten(), affine.flatten()]
            layer = Layer(shape.orders[l], shape.bases[l], wirings[-1], weights, affine)
            x = combine(layer(x), shape.sums(l), shape.arities[l])
        return cls(shape, wirings, torch.cat(blocks))

    @property
    def width(self) -> list[int | tuple[int, int]]:
        """Nodes per position, inputs first; (sums, products) where there are products."""
        return self.shape.plain_width()

    @property
    def grid(self) -> list[int]:
        """Grid intervals G of each layer."""
        return [layer.grid for layer in self.layers]

    @property
    def k(self) -> list[int]:
        """Spline order of each layer."""
        return list(self.shape.orders)

    def combine(self, l: int, subnodes: Float[Tensor, "N o"]) -> Float[Tensor, "N n"]:
        """Nodes at position l + 1 from the subnodes of layer l."""
        return combine(subnodes, self.shape.sums(l), self.shape.arities[l])

    def owners(self, l: int) -> Int[Tensor, " o"]:
        """The node at position l + 1 each subnode of layer l belongs to, (o,)."""
        return node_of_subnode(self.shape.sums(l), self.shape.arities[l], self.parameters.device)

    def __call__(self, x: Float[Tensor, "N n0"]) -> Float[Tensor, "N n"]:
        """Outputs (N, n_out) at x (N, n0)."""
        for l, layer in enumerate(self.layers):
            x = self.combine(l, layer(x))
        return x

    def copy(self) -> Network:
        """The same network over parameters of its own."""
        return self.rewired([layer.wiring for layer in self.layers])

    def rewired(self, wirings: Sequence[Wiring]) -> Network:
        """A new network with these wirings (grids unchanged) and a copy of the parameters."""
        return Network(self.shape, wirings, self.parameters.clone())

    def to(self, device: torch.device | str | None = None, dtype: torch.dtype | None = None) -> Network:
        """A copy on another device or in another precision."""
        parameters = self.parameters.to(device, dtype, copy=True)
        return Network(self.shape, [layer.wiring.moved(parameters) for layer in self.layers], parameters)

    def split(
        self, vector: Shaped[Tensor, " P"]
    ) -> list[tuple[Shaped[Tensor, "i M o"], Shaped[Tensor, "i o 4"]]]:
        """Views of a vector (P,) per layer: weights (i, features, o) and affine (i, o, 4)."""
        parts = torch.split_with_sizes(vector, self._counts)
        views = [part.view(size) for part, size in zip(parts, self._blocks, strict=True)]
        return list(zip(views[::2], views[1::2], strict=True))

    def trainable(self) -> Bool[Tensor, " P"]:
        """(P,) bool: which parameters may move; not those of cut or locked edges, nor an edge's idle form."""
        blocks = []
        for layer in self.layers:
            free = layer.alive & ~layer.locked
            blocks.append((free & ~layer.symbolic)[:, None, :].expand_as(layer.weights).flatten())
            blocks.append((free & layer.symbolic)[..., None].expand_as(layer.affine).flatten())
        return torch.cat(blocks)


def _block_sizes(shape: Shape, l: int, grid: int) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    i, o = shape.nodes(l), shape.subnodes(l)
    return (i, shape.features(l, grid), o), (i, o, 4)


def cover(x: Float[Tensor, "N i"], margin: float) -> tuple[Float[Tensor, " i"], Float[Tensor, " i"]]:
    """Range (lo, hi), (i,) each, of samples x (N, i), widened by `margin` of itself; 1 around a constant.

    Never so little that rounding leaves no grid: at least `APART` machine epsilons of the largest number.
    """
    lo, hi = x.amin(0), x.amax(0)
    least = APART * torch.finfo(x.dtype).eps * torch.maximum(lo.abs(), hi.abs())
    room = torch.where(hi > lo, margin * (hi - lo), torch.ones_like(lo))
    room = room.maximum(least)
    return lo - room, hi + room


def check_samples(name: str, values: Tensor, columns: int) -> Tensor:
    """The samples, if they are a finite (N, columns) with rows; ValueError naming the argument otherwise."""
    if values.dim() != 2 or values.shape[1] != columns or not len(values):
        raise ValueError(f"{name} must have shape (rows, {columns}), got {tuple(values.shape)}")
    if not bool(torch.isfinite(values).all()):
        raise ValueError(f"{name} must be finite, but holds NaN or infinity")
    return values
