"""B-splines on knots of any spacing: grids that are denser where the samples are."""

import torch
from jaxtyping import Float, Int
from torch import Tensor

TINY = 1e-300


def knot_basis(
    x: Float[Tensor, "N i"], knots: Float[Tensor, "i T"], k: int, *, slope: bool = True
) -> tuple[Float[Tensor, "N i M"], Float[Tensor, "N i M"] | None]:
    """Values and slopes of the B-splines of order k on each input's knots.

    B_{m,0} = 1 on [t_m, t_{m+1}); B_{m,d} = (x - t_m)/(t_{m+d} - t_m) B_{m,d-1}
    + (t_{m+d+1} - x)/(t_{m+d+1} - t_{m+1}) B_{m+1,d-1}, terms over knots that coincide being 0. Outside
    [t_k, t_{G+k}] the tangent of the nearer border, as on uniform grids.

    x (N, i); knots (i, G+1+2k), ascending, strictly so within the grid; values (N, i, G+k), dB/dx likewise.
    Source: de Boor, A Practical Guide to Splines, ch. IX-X.
    """
    inside = x.clamp(knots[:, k], knots[:, -k - 1])
    lower = _recursion(inside, knots, k, k - 1)
    values = _raise_order(lower, inside, knots, k)
    slopes = _slopes(lower, knots, k)
    if x.is_cuda or not torch.equal(inside, x):  # not asked on a GPU, which would have to wait
        values = values + slopes * (x - inside)[..., None]
    return values, slopes if slope else None


def uniform_knots(
    lo: Float[Tensor, " i"], hi: Float[Tensor, " i"], grid: int, k: int
) -> Float[Tensor, "i T"]:
    """The knots (i, G+1+2k) of a uniform grid on [lo, hi], (i,) each, with k more beyond either end."""
    steps = torch.arange(-k, grid + k + 1, dtype=lo.dtype, device=lo.device) / grid
    return lo[:, None] + steps * (hi - lo)[:, None]


def sample_knots(
    x: Float[Tensor, "N i"],
    ends: tuple[Float[Tensor, " i"], Float[Tensor, " i"]],
    grid: int,
    k: int,
    uniform: float,
) -> Float[Tensor, "i T"]:
    """Knots (i, G+1+2k) between two ends, (i,) each, that hold equal shares of the samples x (N, i).

    Inner knots are uniform·(even spacing) + (1 - uniform)·(quantiles), uniform in (0, 1]; the k beyond either
    end are spaced evenly. Source: pykan's adaptive grids.
    """
    lo, hi = ends
    shares = torch.linspace(0, 1, grid + 1, dtype=x.dtype, device=x.device)
    even = lo[:, None] + shares * (hi - lo)[:, None]
    spread = torch.quantile(x, shares, 0).T.clamp(lo[:, None], hi[:, None])
    spread[:, 0], spread[:, -1] = lo, hi
    return extended(uniform * even + (1 - uniform) * spread, k)


def extended(inner: Float[Tensor, "i G"], k: int) -> Float[Tensor, "i T"]:
    """Inner knots (i, G+1) with k more beyond either end, at their mean spacing."""
    step = ((inner[:, -1:] - inner[:, :1]) / (inner.shape[1] - 1)) * torch.arange(
        1, k + 1, dtype=inner.dtype, device=inner.device
    )
    return torch.cat([inner[:, :1] - step.flip(1), inner, inner[:, -1:] + step], 1)


def finer(knots: Float[Tensor, "i T"], grid: int, k: int) -> Float[Tensor, "i S"]:
    """`grid` intervals in the place of the old ones, inner knots interpolated; old knots stay where grid is a
    multiple of theirs.
    """
    inner = knots[:, k : knots.shape[1] - k]
    old = inner.shape[1] - 1
    places = torch.arange(grid + 1, dtype=knots.dtype, device=knots.device) * old / grid
    cell = places.floor().clamp(max=old - 1).long()
    part = places - cell
    return extended(inner[:, cell] * (1 - part) + inner[:, cell + 1] * part, k)


def _recursion(x: Tensor, knots: Tensor, k: int, order: int) -> Tensor:
    """All splines of that order, (N, i, knots - 1 - order), from the cell each sample lies in."""
    cells = torch.arange(knots.shape[1] - 1, device=x.device)
    values = ((cell_of(x, knots, k) + k)[..., None] == cells).to(x.dtype)
    for degree in range(1, order + 1):
        values = _raise_order(values, x, knots, degree)
    return values


def cell_of(x: Float[Tensor, "N i"], knots: Float[Tensor, "i T"], k: int) -> Int[Tensor, "N i"]:
    """Which of the G intervals each sample (N, i) lies in; the first or last for those outside."""
    inner = knots[:, k : knots.shape[1] - k].contiguous()
    place = torch.searchsorted(inner, x.T.contiguous(), right=True) - 1
    return place.clamp(0, inner.shape[1] - 2).T


def _raise_order(lower: Tensor, x: Tensor, knots: Tensor, degree: int) -> Tensor:
    z, spans = x[..., None], _inverse_spans(knots, degree)
    left = (z - knots[:, : -degree - 1]) * spans[:, :-1]
    right = (knots[:, degree + 1 :] - z) * spans[:, 1:]
    return left * lower[..., :-1] + right * lower[..., 1:]


def _slopes(lower: Tensor, knots: Tensor, k: int) -> Tensor:
    """B'_{m,k} = k·(B_{m,k-1}/(t_{m+k} - t_m) - B_{m+1,k-1}/(t_{m+k+1} - t_{m+1}))."""
    spans = k * _inverse_spans(knots, k)
    return spans[:, :-1] * lower[..., :-1] - spans[:, 1:] * lower[..., 1:]


def _inverse_spans(knots: Tensor, degree: int) -> Tensor:
    """1/(t_{m+d} - t_m), 0 where the knots coincide."""
    span = knots[:, degree:] - knots[:, :-degree]
    return torch.where(span > TINY, 1 / span.clamp(min=TINY), 0)
