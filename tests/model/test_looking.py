from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
import torch

from kanscope import KAN, kanpiler


def test_curves_and_ranges_are_those_of_the_samples(mixed: KAN) -> None:
    x, y = mixed.get_fun(0, 0, 1)
    assert (x[1:] >= x[:-1]).all() and len(x) == len(mixed.samples)
    assert mixed.get_range(0, 0, 1) == (x.min(), x.max(), y.min(), y.max())
    assert torch.equal(mixed.acts[0], mixed.samples)
    assert [tuple(one.shape[1:]) for one in mixed.spline_postacts] == [(4, 2), (2, 3)]
    assert torch.allclose(mixed.spline_postacts[1].sum(2), mixed(mixed.samples))
    assert torch.allclose(mixed.edge_actscale[0], mixed.spline_postacts[0].std(0, unbiased=False), atol=1e-10)


def test_get_act_chooses_what_the_model_is_looked_at_with(mixed: KAN) -> None:
    few = mixed.samples[:5]
    mixed.get_act(few)
    assert len(mixed.get_fun(0, 0, 0)[0]) == 5


def test_the_picture_shows_every_living_edge_once(mixed: KAN) -> None:
    root = ElementTree.fromstring(mixed.plot(sample=True, title="a <b>"))
    told = [node.text for node in root.iter("{http://www.w3.org/2000/svg}title")]
    assert told[0] == "a <b>" and len(told) == 1 + mixed.n_edge
    assert "(0, 0, 1) sin" in told and "(0, 1, 0)" not in told


def test_the_picture_names_inputs_and_outputs(mixed: KAN, tmp_path: Path) -> None:
    picture = mixed.plot(tmp_path / "figures", in_vars=["time", "p & q"], out_vars=["u", "v"])
    assert "p &amp; q" in picture and picture._repr_svg_() == picture
    assert (tmp_path / "figures" / "network.svg").read_text(encoding="utf-8") == picture
    with pytest.raises(ValueError, match="in_vars"):
        mixed.plot(in_vars=["alone"])


def test_a_picture_of_a_hundred_inputs_is_drawn_in_a_moment() -> None:
    assert KAN([100, 5, 1]).plot().count("<polyline") == 505


def test_wires_that_go_straight_up_cost_nothing() -> None:
    straight = KAN([2, 2, 1])
    for edge in ((0, 0, 1), (0, 1, 0)):
        straight.remove_edge(*edge)
    last = float(straight.edge_scores[1].sum()) * 0.25  # the output is in the middle
    assert straight.connection_cost == pytest.approx(last)


def test_the_tree_says_how_inputs_are_put_together() -> None:
    model = kanpiler(["a", "b", "c"], "a*b + sin(c)", dtype=torch.float64)
    assert model.tree().text(["a", "b", "c"]) == "sum(product(a, b), c)"


def test_labels_that_do_not_fit_the_outputs_are_not_scored(mixed: KAN) -> None:
    x = mixed.samples[:10]
    y = mixed(x).detach()
    assert mixed.evaluate({"test_input": x, "test_label": y})["test_loss"] < 1e-12
    for labels in (y[:, :1], y[:, 0], y.flatten(), y[:5], y * torch.nan, None):
        with pytest.raises(ValueError, match="test_label"):
            mixed.evaluate({"test_input": x, "test_label": labels})
    with pytest.raises(ValueError, match="test_input"):
        mixed.evaluate({"test_label": y})
