"""On the same weights and samples, pykan and this engine give the same numbers, to 1e-6 in float64.

Where the two mean different things by design, the test says how one follows from the other.
"""

from __future__ import annotations

import math
from typing import Any

import pytest
import torch
from tests.formats import pykan_networks as made
from tests.formats.pykan_networks import Checkpoint, checkpoint, imported
from torch import Tensor

from kanscope.kan.gradient import Gradient
from kanscope.kan.penalties.catalogue import sparsity_penalty
from kanscope.kan.penalties.flow import flow
from kanscope.kan.penalties.metrics import METRICS
from kanscope.kan.prune import prune
from kanscope.kan.scores import attribution, attribution_of_node, feature_interaction, forward_scores

pytest.importorskip("kan", reason="pykan comes with the extra 'bench'")

MAKERS = {
    "sums": (made.fitted, 2),
    "products": (
        made.plain(width=[3, [2, 1], 1], grid=3, mult_arity=3, grid_range=[-3, 3]),
        3,
    ),  # of one arity: pykan's scores need it
    "names": (made.named, 2),
    "two outputs": (made.plain(width=[2, 3, 2], grid=4), 2),
}


def seen(model: Any) -> dict[str, Any]:
    """All scores pykan has, after its pass over the samples."""
    model.attribute(plot=False)
    found = {
        "edge_backward": [one.detach() for one in model.edge_scores],
        "nodes": [one.detach() for one in model.node_scores],
        "edge_forward_spline_u": [one.detach() for one in model.edge_actscale],
        "edge_forward_sum": [one.detach() for one in model.acts_scale],
        "edge_forward_spline_n": [one.detach() for one in model.acts_scale_spline],
        "deviations": [one.std(0) for one in model.acts],
        "interactions": model.feature_interaction(1),
    }
    found["of_node"] = model.attribute(1, 0, plot=False).detach()
    model.node_attribute()
    found["node_backward"] = [one.detach() for one in model.node_attribute_scores]
    return found


@pytest.fixture(scope="module", params=sorted(MAKERS))
def kept(request: pytest.FixtureRequest) -> Checkpoint:
    make, inputs = MAKERS[request.param]
    return checkpoint(make, inputs, look=seen)


def same(ours: list[Tensor], theirs: list[Tensor]) -> bool:
    return all(torch.allclose(one, other, atol=1e-6) for one, other in zip(ours, theirs, strict=True))


def test_outputs_are_equal(kept: Checkpoint) -> None:
    assert torch.allclose(imported(kept)(kept.x), kept.y, atol=1e-6)


@pytest.mark.parametrize("metric", sorted(METRICS))
def test_every_metric_of_edges_and_nodes_is_equal(kept: Checkpoint, metric: str) -> None:
    network = imported(kept)
    ours = METRICS[metric](network, flow(network, kept.x, network.parameters))
    assert same(ours, kept.seen[metric])


def test_backward_scores_are_equal_but_for_what_pykan_adds_to_spreads(kept: Checkpoint) -> None:
    """Ours are summed over outputs where pykan's are a mean, and pykan adds 1e-4 to each subnode's spread."""
    network = imported(kept)
    scores, outputs = attribution(network, kept.x), kept.y.shape[1]
    spreads = [one.subnodes.std(0) for one in flow(network, kept.x, network.parameters)]
    added = math.prod(1 + 1e-4 / float(one.min()) for one in spreads) - 1
    assert added < 0.05
    for ours, theirs in zip(scores.edges, kept.seen["edge_backward"], strict=True):
        assert torch.allclose(ours.T / outputs, theirs, rtol=added, atol=1e-6)
    for ours, theirs in zip(scores.nodes, kept.seen["nodes"], strict=True):
        assert torch.allclose(ours / outputs, theirs, rtol=added, atol=1e-6)
    of_node = attribution_of_node(network, kept.x, (1, 0)).inputs * kept.seen["nodes"][1][0]
    assert torch.allclose(of_node, kept.seen["of_node"], rtol=added, atol=1e-6)


def test_forward_scores_are_equal_but_for_dividing_by_n(kept: Checkpoint) -> None:
    """Our deviations divide by N, pykan's by N - 1."""
    network, n = imported(kept), len(kept.x)
    ratio = math.sqrt(n / (n - 1))
    plain = [ratio * one.T for one in forward_scores(network, kept.x).edges]
    assert same(plain, kept.seen["edge_forward_spline_u"])
    relative = forward_scores(network, kept.x, relative=True).edges
    pairs = zip(kept.seen["edge_forward_spline_u"], kept.seen["deviations"], strict=False)
    assert same([one.T for one in relative], [edge / ratio / (x / ratio + 0.1) for edge, x in pairs])


def test_the_same_inputs_meet_in_as_many_nodes(kept: Checkpoint) -> None:
    theirs = {tuple(int(i) for i in inputs): count for inputs, count in kept.seen["interactions"].items()}
    assert feature_interaction(imported(kept), kept.x, 1) == theirs


@pytest.mark.parametrize("metric", sorted(METRICS))
@pytest.mark.parametrize("weights", [(1.0, 2.0, 0.0, 0.0), (0.3, 0.0, 0.0, 0.0), (0.0, 1.7, 0.0, 0.0)])
def test_the_penalty_by_every_metric_is_equal(metric: str, weights: tuple[float, ...]) -> None:
    for make, inputs in MAKERS.values():
        kept = checkpoint(make, inputs, look=lambda model: regularisation(model, metric, weights))
        assert penalty(kept, metric, weights) == pytest.approx(kept.seen, abs=1e-6)


def test_the_penalty_on_coefficients_is_equal_where_no_scale_was_folded_in() -> None:
    """pykan's is on c in s_p·Σ c B; ours on those of the curve, s_p·c. With s_p = 1 they are one."""

    def make(x: Tensor) -> Any:
        model = made.fitted(x)
        for layer in model.act_fun:
            layer.scale_sp.data.fill_(1)
        return model

    weights = (1.0, 2.0, 0.5, 0.25)
    metric = "edge_forward_spline_n"
    kept = checkpoint(make, 2, look=lambda model: regularisation(model, metric, weights))
    assert penalty(kept, metric, weights) == pytest.approx(kept.seen, abs=1e-6)


def regularisation(model: Any, metric: str, weights: tuple[float, ...]) -> float:
    model.attribute(plot=False)
    if metric == "node_backward":
        model.node_attribute()  # overwrites the edges' scores
    return float(model.reg(metric, *weights))


def penalty(kept: Checkpoint, metric: str, weights: tuple[float, ...]) -> float:
    passes = Gradient(imported(kept), kept.x)
    passes.forward()
    return sparsity_penalty(metric, *weights).measure(passes).value


def a_wide_one(x: Tensor) -> Any:
    """Trained with a strong penalty, so that scores spread from nothing to 1."""
    model = made.kan(width=[2, 5, 1], grid=4, noise_scale=0.3)
    y = torch.exp(torch.sin(3 * x[:, :1]) + x[:, 1:] ** 2)
    data = {"train_input": x, "train_label": y, "test_input": x, "test_label": y}
    model.fit(data, steps=12, lamb=2e-2, grid_update_num=3, stop_grid_update_step=6)
    model.update_grid_from_samples(x)
    return model


def after_pruning(model: Any) -> dict[str, Any]:
    """pykan's decision, at thresholds between scores."""
    model.attribute(plot=False)
    node_threshold, edge_threshold = 0.02, 0.04
    small = model.prune(node_th=node_threshold, edge_th=edge_threshold)
    return {
        "thresholds": (node_threshold, edge_threshold),
        "hidden": sum(small.width[1]),
        "edges": [int((layer.mask != 0).sum()) for layer in small.act_fun],
        "outputs": small(model.acts[0]).detach(),
        "inside": made.inside(small),
    }


def test_pruning_drops_the_same_nodes_and_edges() -> None:
    kept = checkpoint(a_wide_one, 2, look=after_pruning)
    network = imported(kept)
    pruned = prune(network, attribution(network, kept.x), *kept.seen["thresholds"])
    hidden = pruned.layers[1].alive.any(1)
    assert 0 < int(hidden.sum()) < 5
    assert int(hidden.sum()) == kept.seen["hidden"]
    assert [int(layer.alive.sum()) for layer in pruned.layers] == kept.seen["edges"]
    inside = kept.seen["inside"]
    assert inside.sum() >= 20
    assert torch.allclose(pruned(kept.x)[inside], kept.seen["outputs"][inside], atol=1e-6)
