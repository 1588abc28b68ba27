from __future__ import annotations

from tests.kan.laws import uniform

from kanscope.kan.network import Network
from kanscope.kan.optimisers.choice import suited
from kanscope.kan.surgery import lock_edges


def test_a_small_network_is_trained_by_levenberg_marquardt_and_a_large_one_by_lbfgs() -> None:
    assert suited(Network.create([2, 5, 1], inputs=uniform(9, 2)), rows=1000) == "lm"
    assert suited(Network.create([20, 30, 1], inputs=uniform(9, 20)), rows=1000) == "lbfgs"


def test_many_rows_make_its_steps_too_slow() -> None:
    network = Network.create([4, 5, 5, 1], inputs=uniform(9, 4))
    assert suited(network, rows=1000) == "lm"
    assert suited(network, rows=1_000_000) == "lbfgs"


def test_only_what_may_move_counts() -> None:
    network = Network.create([20, 30, 1], inputs=uniform(9, 20))
    edges = [(0, i, j) for i in range(20) for j in range(30)]
    assert suited(lock_edges(network, edges), rows=1000) == "lm"
