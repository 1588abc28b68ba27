"""Rows to learn from and rows to test on, as pykan writes them and as tensors or arrays."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch
from torch import Tensor

from kanscope.kan.samples import Samples

Dataset = Mapping[str, Any] | Sequence[Any]
KEYS = ("train_input", "train_label", "test_input", "test_label")


def read_samples(dataset: Dataset, like: Tensor) -> Samples:
    """A dict with pykan's keys, or (x, y) or (x, y, test x, test y), in the precision of `like`.

    Without test rows the training rows are tested on. Labels may be (N,) or (N, outputs). ValueError: a part
    is missing, not finite, or has another number of rows than its partner.
    """
    x, y, test_x, test_y = (None if part is None else as_rows(part, like) for part in _parts(dataset))
    if x is None or y is None:
        raise ValueError("dataset: needs train_input and train_label")
    if (test_x is None) != (test_y is None):
        raise ValueError("dataset: test_input and test_label only go together")
    return Samples(x, y, x if test_x is None else test_x, y if test_y is None else test_y)


def as_rows(values: Any, like: Tensor) -> Tensor:
    """Values (N,) or (N, columns) as a detached tensor (N, columns) of the precision and device of `like`."""
    rows = torch.as_tensor(values).detach().to(like)
    return rows[:, None] if rows.dim() == 1 else rows


def _parts(dataset: Dataset) -> tuple[Any, ...]:
    if isinstance(dataset, Mapping):
        return tuple(dataset.get(key) for key in KEYS)
    if len(dataset) not in {2, 4}:
        raise ValueError(f"dataset: expected (x, y) or (x, y, test_x, test_y), got {len(dataset)} parts")
    return (*dataset, None, None)[:4]


def create_dataset(
    f: Callable[[Tensor], Tensor],
    n_var: int = 2,
    f_mode: str = "col",
    ranges: Sequence[Any] = (-1, 1),
    train_num: int = 1000,
    test_num: int = 1000,
    normalize_input: bool = False,
    normalize_label: bool = False,
    device: str = "cpu",
    seed: int = 0,
) -> dict[str, Tensor]:
    """Rows drawn evenly from `ranges`, (lo, hi) or one pair a variable, and f of them, as pykan's dict.

    f takes (N, n_var) in mode 'col', (n_var, N) in mode 'row'. Normalised means mean 0 and deviation 1 of the
    training rows. Its own dice: no global seed is touched. ValueError for an unknown mode or other ranges.
    """
    if f_mode not in {"col", "row"}:
        raise ValueError(f"f_mode must be 'col' or 'row', got {f_mode!r}")
    lo, hi = _ends(ranges, n_var).unbind(1)
    dice = torch.Generator().manual_seed(seed)
    data: dict[str, Tensor] = {}
    for part, rows in (("train", train_num), ("test", test_num)):
        x = lo + torch.rand(rows, n_var, generator=dice, dtype=lo.dtype) * (hi - lo)
        data[f"{part}_input"] = x
        data[f"{part}_label"] = _labels(f(x if f_mode == "col" else x.T).detach(), rows)
    for name, wanted in (("input", normalize_input), ("label", normalize_label)):
        if wanted:
            _normalise(data, name)
    return {name: rows.to(device) for name, rows in data.items()}


def _ends(ranges: Sequence[Any], n_var: int) -> Tensor:
    ends = torch.as_tensor(ranges, dtype=torch.get_default_dtype())
    ends = ends.expand(n_var, 2) if tuple(ends.shape) == (2,) else ends
    if tuple(ends.shape) != (n_var, 2) or not bool((ends[:, 0] < ends[:, 1]).all()):
        raise ValueError(f"ranges: expected (lo, hi) or {n_var} such pairs, lo < hi, got {ranges!r}")
    return ends


def _labels(y: Tensor, rows: int) -> Tensor:
    """(rows, outputs) of what a function gave. ValueError for another number of rows."""
    if y.dim() not in {1, 2} or len(y) != rows:
        raise ValueError(f"f must give {rows} rows for as many, got shape {tuple(y.shape)}")
    return y[:, None] if y.dim() == 1 else y


def _normalise(data: dict[str, Tensor], name: str) -> None:
    rows = data[f"train_{name}"]
    mean, spread = rows.mean(0), rows.std(0, correction=min(1, len(rows) - 1))
    spread = torch.where(spread > 0, spread, 1)  # what does not vary stays where it is
    for part in ("train", "test"):
        data[f"{part}_{name}"] = (data[f"{part}_{name}"] - mean) / spread
