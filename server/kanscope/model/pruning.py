"""Scores, and cutting what scores little."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Self

import torch
from torch import Tensor

from kanscope.kan import prune as pruning
from kanscope.kan.scores import Scores, attribution, attribution_by_output, feature_interaction
from kanscope.kan.scores.attribution import descend
from kanscope.kan.surgery import Node, cut_edges, cut_nodes
from kanscope.kan.surgery.compact import compact as compacted
from kanscope.kan.surgery.places import Side
from kanscope.kan.trace import trace
from kanscope.model.model import Model

SIDES: dict[str, Side] = {"all": "all", "up": "out", "down": "in"}
"""What pykan calls the sides of a node."""


class Pruning(Model):
    """Verbs of attribution and pruning.

    Scores are worked out when they are asked for, on `samples`: nothing has to be called before.
    """

    def attribute(
        self, l: int | None = None, i: int | None = None, out_score: Tensor | None = None
    ) -> Tensor | None:
        """Scores (n_l, n0) of the inputs for each node at position l, or (n0,) for node i of them.

        They start from the node's own score. Without l there is nothing to return, as in pykan: read
        `node_scores`, `edge_scores` and `feature_score`, which are always up to date.
        ValueError for a position or node that is not there, or an out_score of another length than nodes.
        """
        if l is None:
            return None
        nodes = self._nodes_at(l)
        if i is not None and not 0 <= i < nodes:
            raise ValueError(f"i must be one of the {nodes} nodes at position {l}, counted from 0, got {i}")
        if out_score is not None and tuple(out_score.shape) != (nodes,):
            raise ValueError(f"out_score must have shape ({nodes},), got {tuple(out_score.shape)}")
        start = self.node_scores[l] if out_score is None else out_score.to(self.flat)
        scores = descend(self.network, trace(self.network, self.samples), l, torch.diag(start)).inputs
        return scores if i is None else scores[i]

    def _nodes_at(self, l: int) -> int:
        if not 0 <= l <= self.network.shape.depth:
            raise ValueError(f"l must be a position from 0 to {self.network.shape.depth}, got {l}")
        return self.network.shape.nodes(l)

    @property
    def node_scores(self) -> list[Tensor]:
        """Score of each node, (n_l,) a position, mean over the outputs."""
        return self._scores().nodes

    @property
    def edge_scores(self) -> list[Tensor]:
        """Score of each edge in pykan's order, (subnodes, inputs) a layer, mean over the outputs."""
        return [edges.T for edges in self._scores().edges]

    @property
    def node_scores_all(self) -> list[Tensor]:
        """Score of each node for each output, (outputs, n_l) a position."""
        return [torch.stack(one) for one in zip(*(s.nodes for s in self._by_output()), strict=True)]

    @property
    def edge_scores_all(self) -> list[Tensor]:
        """Score of each edge for each output, (outputs, subnodes, inputs) a layer."""
        return [torch.stack(one).mT for one in zip(*(s.edges for s in self._by_output()), strict=True)]

    @property
    def feature_score(self) -> Tensor:
        """Score of each input, (n0,)."""
        return self._scores().inputs

    def feature_interaction(
        self, l: int, neuron_th: float = 1e-2, feature_th: float = 1e-2
    ) -> dict[tuple[int, ...], int]:
        """How many nodes at position l are made of the same inputs: {inputs: nodes}."""
        return feature_interaction(self.network, self.samples, l, neuron_th, feature_th)

    def prune(self, node_th: float = 1e-2, edge_th: float = 3e-2, compact: bool = True) -> Self:
        """A smaller model: hidden nodes scoring at most node_th and edges at most edge_th are gone.

        So is what no longer leads from an input to an output. The nodes left move up, and what cut edges
        contributed on average is kept, both unlike pykan; compact False: idle nodes stay too, and all keep
        their numbers. ValueError when an output would lose every edge.
        """
        scores = self._scores()
        thinner = pruning.prune(self.network, scores, node_th, edge_th, self.samples)
        return self._with_network(compacted(thinner) if compact else thinner)

    def prune_node(
        self,
        threshold: float = 1e-2,
        mode: str = "auto",
        active_neurons_id: Sequence[Iterable[int]] | None = None,
    ) -> Self:
        """A smaller model without the hidden nodes that score at most `threshold`.

        Mode 'manual': the nodes of each hidden layer in `active_neurons_id` stay, and no others. ValueError
        for another mode, or when a hidden layer would lose every node.
        """
        if mode not in {"auto", "manual"}:
            raise ValueError(f"mode must be 'auto' or 'manual', got {mode!r}")
        keep = self._scoring(threshold) if mode == "auto" else self._listed(active_neurons_id)
        lost: list[Node] = []
        for position, kept in enumerate(keep, 1):
            if not kept:
                raise ValueError(f"threshold: hidden layer {position} would lose every node")
            lost += [(position, index) for index in range(self.width_in[position]) if index not in kept]
        return self._with_network(compacted(cut_nodes(self.network, lost, self.samples)))

    def prune_edge(self, threshold: float = 3e-2) -> None:
        """Cuts the edges that score at most `threshold`, in place; named ones too, unlike pykan.

        ValueError when an output would lose every edge.
        """
        self.adopt(pruning.prune_edges(self.network, self._scores(), threshold, self.samples))

    def prune_input(self, threshold: float = 1e-2, active_inputs: Iterable[int] | None = None) -> Self:
        """A model that ignores the inputs scoring at most `threshold`, or all but `active_inputs`.

        Inputs keep their place and number: the model still takes (N, n0), and so survives being saved.
        """
        inputs = self.width_in[0]
        strong = torch.nonzero(self.feature_score > threshold).flatten().tolist()
        kept = set(strong if active_inputs is None else active_inputs)
        if not kept or not kept <= set(range(inputs)):
            raise ValueError(f"active_inputs must be some of 0 … {inputs - 1}, got {sorted(kept)}")
        lost = [(0, i) for i in range(inputs) if i not in kept]
        return self._with_network(cut_nodes(self.network, lost, self.samples))

    def remove_edge(self, l: int, i: int, j: int) -> None:
        """Cuts an edge in place, whether spline or named. What it contributed on average stays, where another
        edge of its subnode lives to carry it.
        """
        self.adopt(cut_edges(self.network, [self.edge(l, i, j)], self.samples))

    def remove_node(self, l: int, i: int, mode: str = "all") -> None:
        """Cuts edges of node i at position l, in place: those out of it ('up'), into it ('down'), or all.

        A node without a way in is constant, so that what leads out of it goes too. Means stay, as in
        `remove_edge`.
        """
        if mode not in SIDES:
            raise ValueError(f"mode must be 'all', 'up' or 'down', got {mode!r}")
        self.adopt(cut_nodes(self.network, [(l, i)], self.samples, SIDES[mode]))

    def _scores(self) -> Scores:
        outputs = self.width_in[-1]
        return attribution(self.network, self.samples, self.flat.new_full((outputs,), 1 / outputs))

    def _by_output(self) -> list[Scores]:
        return attribution_by_output(self.network, self.samples)

    def _scoring(self, threshold: float) -> list[set[int]]:
        hidden = self.node_scores[1:-1]
        return [set(torch.nonzero(scores > threshold).flatten().tolist()) for scores in hidden]

    def _listed(self, active: Sequence[Iterable[int]] | None) -> list[set[int]]:
        if active is None or len(active) != self.depth - 1:
            raise ValueError(
                f"active_neurons_id: expected one list for each of {self.depth - 1} hidden layers"
            )
        kept = [set(nodes) for nodes in active]
        for position, nodes in enumerate(kept, 1):
            there = range(self.width_in[position])
            if not nodes or not nodes <= set(there):
                known = f"hidden layer {position} has nodes 0 … {there[-1]}"
                raise ValueError(f"active_neurons_id: {known}, got {sorted(nodes)}")
        return kept
