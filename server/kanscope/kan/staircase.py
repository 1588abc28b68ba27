"""Accuracy by stages: train on a coarse grid, refine it, train on, until only the splines' error is left."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kanscope.kan.ends import continue_ends
from kanscope.kan.grid import settle
from kanscope.kan.network import Network
from kanscope.kan.progress import Step
from kanscope.kan.samples import Samples
from kanscope.kan.schedule import Plan
from kanscope.kan.train import Training

GRIDS = (20, 70, 200)
FIRST_STEPS, STEPS = 60, 25
BOLD = 100.0  # learning rate after a refinement, where the curves are nearly right already
MARGIN = 0.02  # room around the samples of hidden nodes, which hardly move any more
CALM, STALL, FINE_STALL = 3, 1e-2, 3e-3  # so many steps with less relative progress end a stage
GOOD = 0.03  # a start with this relative error is worth refining


@dataclass(frozen=True)
class Landing:
    """Where a stage ended: RMSE in the samples' units."""

    network: Network
    grid: int
    steps: int
    train_rmse: float
    check_rmse: float


def climb(starts: Iterable[Network], samples: Samples, grids: Sequence[int] = GRIDS) -> Iterator[Landing]:
    """The best start on its own grid, then on finer ones; one landing each, while the check error falls.

    exp(sin πx + y²) from [2, 1, 1] on G = 5, 20, 70, 200: errors of 6e-3, 2e-5, 1e-7, 2e-9. ValueError when
    there is no start or a grid is below 1.
    """
    landing = best_start(starts, samples)
    yield landing
    for grid in grids:
        after = next_landing(landing, samples, grid)
        if not after.check_rmse < landing.check_rmse:
            return
        landing = after
        yield landing


def best_start(starts: Iterable[Network], samples: Samples, good: float = GOOD) -> Landing:
    """The best of several starts on their coarse grids; the first with a relative error below `good`.

    A network that has not found its way on the coarse grid does not find it on a finer one, where it
    overfits instead. ValueError when there is no start.
    """
    landings, spread = list[Landing](), float(samples.y.std(0).square().mean().sqrt())
    for network in starts:
        landings.append(first_landing(network, samples))
        if landings[-1].check_rmse < good * spread:
            break
    if not landings:
        raise ValueError("starts must hold at least one network, got none")
    return min(landings, key=lambda landing: landing.check_rmse)


def first_landing(network: Network, samples: Samples) -> Landing:
    """Training on the network's own grid, ranges following the samples."""
    return _land(network, samples, Plan(steps=FIRST_STEPS, optimiser="lm"), STALL)


def next_landing(landing: Landing, samples: Samples, grid: int) -> Landing:
    """Training on a finer grid from where a stage ended."""
    finer = settle(landing.network, grid, samples.x, MARGIN)
    plan = Plan(steps=STEPS, optimiser="lm", learning_rate=BOLD, adapt_every=0)
    return _land(finer, samples, plan, FINE_STALL)


def _land(network: Network, samples: Samples, plan: Plan, stall: float) -> Landing:
    training = Training(network, samples, plan)
    errors = [step.train_rmse for step in until_calm(training, stall)]
    whole = continue_ends(training.network, samples.x)
    check = float((whole(samples.check_x) - samples.check_y).square().mean().sqrt())
    return Landing(whole, max(whole.grid), len(errors), errors[-1], check)


def until_calm(steps: Iterable[Step], stall: float) -> Iterator[Step]:
    """The steps up to the third in a row that lowers the squared error by less than that share."""
    before, calm = float("inf"), 0
    for step in steps:
        yield step
        error = step.train_rmse**2
        calm = calm + 1 if before - error < stall * before else 0
        before = error
        if calm >= CALM:
            return
