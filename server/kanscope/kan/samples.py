"""The rows a network learns from, and those it is checked against."""

from dataclasses import dataclass

from torch import Tensor

from kanscope.kan.network import check_samples


@dataclass(frozen=True)
class Samples:
    """Training rows x (N, n0), y (N, n_out) and check rows, all finite and standardised.

    ValueError naming the argument when one is not finite or does not fit the others.
    """

    x: Tensor
    y: Tensor
    check_x: Tensor
    check_y: Tensor

    def __post_init__(self) -> None:
        for name, rows, like in (("x", self.x, self.x), ("y", self.y, self.y)):
            check_samples(name, rows, like.shape[-1])
        check_samples("check_x", self.check_x, self.x.shape[1])
        check_samples("check_y", self.check_y, self.y.shape[1])
        for name, rows, partner in (("y", self.y, self.x), ("check_y", self.check_y, self.check_x)):
            if len(rows) != len(partner):
                raise ValueError(
                    f"{name} must have as many rows as its inputs ({len(partner)}), got {len(rows)}"
                )
