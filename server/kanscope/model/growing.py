"""More nodes, more layers, another order, modules: the function stays unless it is said otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from kanscope.kan.scores import Scores
from kanscope.kan.surgery import add_layer, add_nodes, auto_swap, module, perturb, swap_nodes
from kanscope.model.pruning import Pruning


class Growing(Pruning):
    """Verbs that change the shape, in place as in pykan. A changed size empties an optimiser's memory."""

    def expand_width(
        self, layer_id: int, n_added_nodes: int, sum_bool: bool = True, mult_arity: int | Sequence[int] = 2
    ) -> None:
        """Adds nodes at hidden position layer_id: sums, or products of so many factors. The function stays.

        New nodes come last, where pykan puts sums first and shifts all ids. They can learn at once: curves
        into them are near-lines, those out of them zero.
        """
        sums = n_added_nodes if sum_bool else 0
        arities = [mult_arity] * n_added_nodes if isinstance(mult_arity, int) else list(mult_arity)
        if not sum_bool and len(arities) != n_added_nodes:
            raise ValueError(f"mult_arity: expected {n_added_nodes} numbers, got {len(arities)}")
        products = () if sum_bool else arities
        self.adopt(
            add_nodes(self.network, layer_id, self.samples, sums=sums, products=products, seed=self.seed)
        )

    def expand_depth(self) -> None:
        """Adds a layer behind the outputs that passes each on by the named function x. The function stays."""
        self.adopt(add_layer(self.network, self.depth, self.samples, named=True))

    def perturb(
        self, mag: float = 1.0, mode: Literal["non-intrusive", "all", "minimal"] = "non-intrusive"
    ) -> None:
        """Splines where edges are cut or named, so that there is something to train; see the engine's
        `perturb` for what each mode keeps.
        """
        self.adopt(perturb(self.network, self.samples, mode, mag, self.seed))

    def module(self, start_layer: int, chain: str) -> None:
        """Cuts every edge into or out of the module `[0,1]->[0]->…`: nodes and subnodes layer by layer."""
        self.adopt(module(self.network, start_layer, chain, self.samples))

    def swap(self, l: int, i1: int, i2: int) -> None:
        """Nodes i1 and i2 of hidden position l change places, with all their edges. The function stays."""
        self.adopt(swap_nodes(self.network, l, i1, i2))

    def auto_swap(self) -> None:
        """Puts hidden nodes in an order of lower `connection_cost`. The function stays."""
        scores = self._scores()
        self.adopt(auto_swap(self.network, Scores(scores.edges, scores.nodes)))
