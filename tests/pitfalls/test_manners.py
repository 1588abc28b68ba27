"""Pitfalls 15, 16 and 23: a guest in somebody's process and folder."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.metadata import requires
from itertools import zip_longest
from pathlib import Path

import pytest
import torch
from tests.kan.laws import uniform
from torch import Tensor

import kanscope
from kanscope import KAN
from kanscope.kan.network import Network
from kanscope.kan.samples import Samples
from kanscope.kan.schedule import Plan
from kanscope.kan.train import Training

X = uniform(80, 2, seed=3)
Y = torch.sin(3 * X[:, :1]) * X[:, 1:]
Data = dict[str, Tensor]
ROOT = Path(__file__).parents[2]


def training(seed: int) -> Training:
    network = Network.create([2, 3, 1], inputs=X, seed=seed)
    return Training(network, Samples(X, Y, X, Y), Plan(steps=12, sparsity=1e-3, adapt_every=4))


def test_15_two_trainings_in_one_process_are_as_each_alone() -> None:
    alone = []
    for seed in (1, 2):
        one = training(seed)
        list(one)
        alone.append(one.network.parameters)
    first, second = training(1), training(2)
    for _ in zip_longest(first, second):
        pass
    assert torch.equal(first.network.parameters, alone[0])
    assert torch.equal(second.network.parameters, alone[1])


def everything(model: KAN, data: Data) -> None:
    """Most of what a model can do."""
    model.fit(data, steps=2, lamb=1e-3)
    model.prune(edge_th=1e-3).refine(6).copy()
    model.feature_interaction(1)
    model.auto_symbolic(lib=["x", "x^2"])
    model.remove_node(1, 2)
    model.unfix_symbolic_all()
    model.plot()


THROWN = """
import random, numpy, torch
from tests.pitfalls.conftest import law
from tests.pitfalls.test_manners import everything
from kanscope import KAN, create_dataset

def states():
    return torch.get_rng_state().tolist(), numpy.random.get_state()[1].tolist(), random.getstate()

before = states()
everything(KAN([2, 3, 1], grid=4, dtype=torch.float64), create_dataset(law, train_num=200, test_num=50))
assert states() == before
"""


def test_15_no_dice_but_its_own_are_thrown() -> None:
    """In a process of its own: the type checks of these tests draw from Python's."""
    paths = os.pathsep.join(["server", "."])
    environment = {**os.environ, "PYTHONPATH": paths, "OMP_NUM_THREADS": "1"}
    run = subprocess.run([sys.executable, "-c", THROWN], cwd=ROOT, env=environment, check=False)
    assert run.returncode == 0


def test_15_no_file_is_written_unasked(
    model: KAN, data: Data, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    everything(model, data)
    assert list(tmp_path.iterdir()) == []


def test_15_two_models_saved_beside_each_other_keep_apart(tmp_path: Path) -> None:
    one, other = (KAN([2, 1], seed=seed, dtype=torch.float64) for seed in (1, 2))
    paths = [model.saveckpt(tmp_path / name) for model, name in ((one, "one"), (other, "other"))]
    assert torch.equal(KAN.loadckpt(paths[0])(X), one(X))
    assert torch.equal(KAN.loadckpt(paths[1])(X), other(X))


def test_15_the_callers_lists_stay_as_they_were() -> None:
    width, arity, grid = [2, [1, 1], 1], [[], [3], []], [3, 4]
    KAN(width, grid=grid, mult_arity=arity)
    assert (width, arity, grid) == ([2, [1, 1], 1], [[], [3], []], [3, 4])


@pytest.mark.parametrize("name", ["__import__('os')", "sin); import os", "x'"])
def test_15_a_name_is_looked_up_and_never_run(model: KAN, name: str) -> None:
    with pytest.raises(ValueError, match=r"expected some of|no function"):
        model.fix_symbolic(0, 0, 0, name)


def test_15_importing_everything_public_brings_nothing_else() -> None:
    code = "import sys; from kanscope import *; sys.exit('sympy' in sys.modules or 'torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_16_nothing_is_printed(model: KAN, data: Data, capfd: pytest.CaptureFixture[str]) -> None:
    everything(model, data)
    assert capfd.readouterr() == ("", "")


def test_23_the_package_says_what_it_needs() -> None:
    needed = {re.split(r"[^\w-]", one)[0] for one in requires("kanscope") or [] if "extra ==" not in one}
    assert {"torch", "numpy", "sympy", "safetensors"} <= needed
    assert Path(kanscope.__file__).parent.name == "kanscope"
