"""The smallest network that explains some samples: from both ends, and by measured cost.

From above: the widest shape is trained, sparsified, pruned. From below: shapes of few edges are tried with
many cheap starts. What is good enough with the fewest edges is thinned, edge by edge and node by node.
"""

from __future__ import annotations

from collections.abc import Iterator

from kanscope.kan.network import Network, check_samples
from kanscope.kan.samples import Samples
from kanscope.kan.shape import Width, read_width
from kanscope.kan.simplest.compact import pruned, used_inputs
from kanscope.kan.simplest.fitting import Fit, Fitting
from kanscope.kan.simplest.ladder import dense_edges, least_edges, rungs
from kanscope.kan.simplest.stage import EXACT, Stage, good_enough, stage
from kanscope.kan.simplest.thin import thin

GRID = 5  # intervals at which the widest shape spends the parameters all shapes may have
SPARSITY, SPARSE_STEPS = 0.03, 100
STARTS, RETRAINED = 12, 4
PATIENCE = 5  # rungs in a row that do not lower the least error by PROGRESS end the climb
PROGRESS = 0.1


def simplest(
    samples: Samples, widest: Width, *, seed: int = 0, arity: int = 2, base: str = "zero"
) -> Iterator[Stage]:
    """Searches inside the shape `widest`, stage by stage; the last one, "found", holds the answer.

    Its network keeps all inputs; those it does not need have no living edge. Few edges win among the shapes
    whose error on the check rows is `good_enough`. The same seed gives the same stages. ValueError when the
    width does not fit the samples or a target does not vary.
    """
    _check(samples, widest)
    yield from _Search(samples, widest, seed, arity, base).stages()


class _Search:
    """What is known so far: the fits that could still win, and the least error ever seen."""

    def __init__(self, samples: Samples, widest: Width, seed: int, arity: int, base: str) -> None:
        self._samples, self._widest, self._seed = samples, widest, seed
        self._arity, self._base = arity, base
        features = self._network(widest).layers[0].weights.shape[1]
        self._fitting = Fitting(samples, dense_edges(widest, arity) * features, seed)
        self._fits: list[Fit] = []
        self._thin: list[Fit] = []
        self._tried: dict[tuple[int | tuple[int, int], ...], float] = {}
        self._least = 1.0

    def stages(self) -> Iterator[Stage]:
        yield from self._from_above()
        yield from self._from_below()
        yield from self._thin_the_good()
        yield stage("found", self._chosen(), "the fewest edges; none can be spared")

    def _from_above(self) -> Iterator[Stage]:
        """Train, sparsify, prune, then retrain: under the penalty curves and ranges have shrunk."""
        sparse = self._fitting.sparsified(self._network(self._widest), SPARSITY, SPARSE_STEPS)
        yield stage("sparsified", sparse, "the widest shape, under a growing sparsity penalty")
        left = pruned(sparse.network, self._samples.x)
        if left is not None:
            fit = self._found(self._fitting.from_scratch(left, RETRAINED))
            yield stage("retrained", fit, "what pruning leaves of it, from fresh starts")

    def _from_below(self) -> Iterator[Stage]:
        """Up the ladder, as long as a rung could be simpler than the simplest exact fit.

        An exact rung is thinned at once: only then is it known what the others have to undercut.
        """
        idle = 0
        for width in rungs(self._widest, self._arity):
            if idle >= PATIENCE or not self._may_be_simpler(width):
                break
            least, starts = self._least, STARTS if len(width) > 2 else 1
            fit = self._found(self._fitting.from_scratch(self._network(width), starts))
            self._tried[tuple(fit.network.width)] = fit.error
            yield stage("tried", fit, f"shape {fit.network.width} from {starts} starts")
            idle = 0 if fit.error < (1 - PROGRESS) * least else idle + 1
            if fit.error < EXACT:
                yield from self._thinned(fit)

    def _may_be_simpler(self, width: Width) -> bool:
        """Not once an exact fit has fewer edges than this width can have at least."""
        exact = [fit for fit in self._fits if fit.error < EXACT]
        inputs = min((used_inputs(fit.network) for fit in exact), default=0)
        least = least_edges(width, inputs, self._arity)
        return all(least < fit.edges for fit in exact)

    def _thin_the_good(self) -> Iterator[Stage]:
        """Fewest edges first, while one could still become the simplest."""
        for fit in sorted(self._fits, key=_simplicity):
            if self._may_become_simplest(fit):
                yield from self._thinned(fit)

    def _may_become_simplest(self, fit: Fit) -> bool:
        """Not if its shape, or as few edges, came out of a thinning before."""
        if not good_enough(fit.error, self._least):
            return False
        best = min(self._thin, key=_simplicity, default=None)
        if best is None:
            return True
        known = any(thin.network.width == fit.network.width for thin in self._thin)
        inputs = used_inputs(best.network)
        return not known and least_edges(fit.network.width, inputs, self._arity) < best.edges

    def _thinned(self, fit: Fit) -> Iterator[Stage]:
        yield stage("chosen", fit, "few edges, and an error near the least")
        self._thin.append(self._found((yield from thin(fit, self._fitting, self._least, self._tried))))

    def _found(self, fit: Fit) -> Fit:
        self._fits.append(fit)
        self._least = min(self._least, fit.error)
        return fit

    def _chosen(self) -> Fit:
        return min((f for f in self._fits if good_enough(f.error, self._least)), key=_simplicity)

    def _network(self, width: Width) -> Network:
        return Network.create(
            width, inputs=self._samples.x, grid=GRID, base=self._base, seed=self._seed, arity=self._arity
        )


def _simplicity(fit: Fit) -> tuple[int, float]:
    return fit.edges, fit.error


def _check(samples: Samples, widest: Width) -> None:
    nodes = read_width(widest)
    check_samples("samples.x", samples.x, sum(nodes[0]))
    check_samples("samples.y", samples.y, sum(nodes[-1]))
    still = [q for q, spread in enumerate(samples.y.std(0, unbiased=False).tolist()) if spread == 0]
    if still:
        raise ValueError(f"samples.y: output {still[0]} does not vary, so every shape explains it")
