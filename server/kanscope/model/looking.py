"""What a person looks at: activations, curves, ranges, and the picture of the network."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from kanscope.kan.hypotheses.hierarchy import Part, hierarchy
from kanscope.kan.network import check_samples
from kanscope.kan.surgery import connection_cost
from kanscope.kan.trace import Trace, trace
from kanscope.model.dataset import as_rows
from kanscope.model.picture import Picture, draw
from kanscope.model.pruning import Pruning


class Looking(Pruning):
    """Verbs that show the network on `samples`; none of them changes it."""

    def get_act(self, x: Any = None) -> None:
        """From now on the model is looked at, scored and named on x: (N, n0), or a dataset's train_input."""
        if x is not None:
            self.cache_data = self.rows(x["train_input"] if isinstance(x, dict) else x)

    @property
    def acts(self) -> list[Tensor]:
        """Values (N, n_l) of the nodes at each position."""
        return self._trace().nodes

    @property
    def spline_preacts(self) -> list[Tensor]:
        """What enters each edge, (N, subnodes, inputs) a layer."""
        pairs = zip(self.acts, self.width_out[1:], strict=False)
        return [x[:, None, :].expand(-1, outputs, -1) for x, outputs in pairs]

    @property
    def spline_postacts(self) -> list[Tensor]:
        """Value of each edge, spline or named, (N, subnodes, inputs) a layer."""
        return [layer.edge_values(x).mT for layer, x in zip(self.network.layers, self.acts, strict=False)]

    @property
    def edge_actscale(self) -> list[Tensor]:
        """Standard deviation of each edge, (subnodes, inputs) a layer."""
        return [spread.T for spread in self._trace().spread]

    @property
    def subnode_actscale(self) -> list[Tensor]:
        """Standard deviation of each subnode, (subnodes,) a layer."""
        return [values.std(0, unbiased=False) for values in self._trace().subnodes]

    @property
    def connection_cost(self) -> float:
        """Σ |x_in - x_out|·score over all edges, nodes spread evenly over [0, 1]: how long the wires are."""
        return connection_cost(self._scores().edges)

    def tree(self, x: Any = None, output: int = 0) -> Part:
        """How an output is put together from the inputs, as sums and products of smaller functions.

        On x (N, n0), or the samples. `.text(names)` of the result reads like sum(x1, product(x2, x3)).
        """
        return hierarchy(self.network, self.samples if x is None else self.rows(x), output)

    def get_fun(self, l: int, i: int, j: int) -> tuple[NDArray[Any], NDArray[Any]]:
        """The samples' (x, y) on an edge, (N,) each, in ascending x."""
        l, i, j = self.edge(l, i, j)
        x, y = self.acts[l][:, i], self.spline_postacts[l][:, j, i]
        order = torch.argsort(x)
        return np.asarray(x[order].cpu()), np.asarray(y[order].cpu())

    def get_range(self, l: int, i: int, j: int) -> tuple[float, float, float, float]:
        """(x_min, x_max, y_min, y_max) of an edge on the samples."""
        x, y = self.get_fun(l, i, j)
        return float(x.min()), float(x.max()), float(y.min()), float(y.max())

    def evaluate(self, dataset: dict[str, Any]) -> dict[str, Any]:
        """{test_loss: RMSE on the test rows, n_edge, n_grid}.

        ValueError naming the part of the dataset that is missing, not finite, or has other rows or columns
        than the outputs; so class numbers are not scored as if they were values.
        """
        missing = [part for part in ("test_input", "test_label") if dataset.get(part) is None]
        if missing:
            raise ValueError(f"dataset: needs {' and '.join(missing)}")
        x = self.rows(dataset["test_input"], "test_input")
        y = check_samples("test_label", as_rows(dataset["test_label"], self.flat), self.width_in[-1])
        if len(y) != len(x):
            raise ValueError(f"test_label must have as many rows as test_input ({len(x)}), got {len(y)}")
        return {
            "test_loss": float((self.network(x) - y).square().mean().sqrt()),
            "n_edge": self.n_edge,
            "n_grid": self.grid,
        }

    def plot(
        self,
        folder: str | Path | None = None,
        beta: float = 3.0,
        scale: float = 0.5,
        sample: bool = False,
        in_vars: Sequence[Any] | None = None,
        out_vars: Sequence[Any] | None = None,
        title: str | None = None,
    ) -> Picture:
        """The network as SVG: inputs below, every living edge with its curve, named ones in red.

        An edge's ink is tanh(beta·score); scale stretches the whole, sample adds the samples' points. A
        string that notebooks show as a picture; with a folder it is also written there as network.svg.
        """
        picture = draw(self, beta, scale, sample, (in_vars, out_vars), title)
        if folder is not None:
            Path(folder).mkdir(parents=True, exist_ok=True)
            (Path(folder) / "network.svg").write_text(picture, encoding="utf-8")
        return picture

    def _trace(self) -> Trace:
        return trace(self.network, self.samples)
