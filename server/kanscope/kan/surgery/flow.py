"""What flows through nodes, where grids are to be laid over it."""

import torch
from jaxtyping import Float
from torch import Tensor


def checked_flow(values: Float[Tensor, "N n"]) -> Float[Tensor, "N n"]:
    """Values (N, n) of nodes, if a grid can be laid over them. ValueError where one is not finite."""
    if not bool(torch.isfinite(values).all()):
        raise ValueError("inputs: a named function has no value for some of them")
    return values
