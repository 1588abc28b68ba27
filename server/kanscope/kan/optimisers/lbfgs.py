"""L-BFGS over one flat vector; one step is one direction and its line search."""

import torch
from jaxtyping import Bool
from torch import Tensor

from kanscope.kan.metric import Metric, metric_from_state
from kanscope.kan.network import Network
from kanscope.kan.objective import Objective, Point
from kanscope.kan.optimisers.line_search import Trial, strong_wolfe

HISTORY = 10
FRESH = 10  # steps for which a metric stays good enough


class LBFGS:
    """Nocedal & Wright, algorithms 7.4 and 7.5; the objective's metric is the initial inverse Hessian."""

    compares = True

    def __init__(self, learning_rate: float = 1.0) -> None:
        self.learning_rate = learning_rate
        self.forget()

    def step(self, here: Point, objective: Objective) -> Point:
        """Down the two-loop direction; without progress once more without memory."""
        there = self._search(here, objective)
        if there is here and self._moves:
            self.forget()
            there = self._search(here, objective)
        if there is not here:
            self._remember(there.parameters - here.parameters, there.gradient - here.gradient)
        return there

    def forget(self) -> None:
        """Starts again without memory."""
        self._moves: list[Tensor] = []
        self._turns: list[Tensor] = []
        self._metric: Metric | None = None
        self._age = 0

    def keep(self, untouched: Bool[Tensor, " P"], network: Network) -> None:
        """Of each remembered pair, what the untouched parameters did, where that still curves upwards."""
        pairs = [(s * untouched, y * untouched) for s, y in zip(self._moves, self._turns, strict=True)]
        self.forget()
        for move, turn in pairs:
            self._remember(move, turn)

    def state(self) -> dict[str, Tensor]:
        """The remembered moves and gradient changes, (m, P) each, the metric and its age."""
        tensors = {
            "moves": _stacked(self._moves),
            "turns": _stacked(self._turns),
            "age": torch.tensor(self._age),
        }
        return tensors | ({} if self._metric is None else self._metric.state())

    def load(self, tensors: dict[str, Tensor], network: Network) -> None:
        """Continues from a `state`."""
        self._moves = [row.clone() for row in tensors["moves"]]
        self._turns = [row.clone() for row in tensors["turns"]]
        self._age = int(tensors["age"])
        self._metric = metric_from_state(network, tensors) if "inverse.0" in tensors else None

    def _search(self, here: Point, objective: Objective) -> Point:
        direction = self._direction(here.gradient, self._current_metric(here, objective))
        slope = float(torch.dot(direction, here.gradient))
        if not slope < 0:
            return here

        def at(t: float) -> Trial:
            point = objective(torch.add(here.parameters, direction, alpha=t))
            return Trial(t, point, float(torch.dot(point.gradient, direction)))

        return strong_wolfe(Trial(0.0, here, slope), self.learning_rate, at).point

    def _current_metric(self, here: Point, objective: Objective) -> Metric:
        if self._metric is None or self._age >= FRESH:
            self._metric, self._age = objective.metric(here.parameters), 0
        self._age += 1
        return self._metric

    def _direction(self, gradient: Tensor, metric: Metric) -> Tensor:
        """-H·g by the two loops; H starts as the metric, scaled by the last curvature."""
        direction = gradient.neg()
        shares: list[float] = []
        pairs = [(s, y, 1 / float(torch.dot(s, y))) for s, y in zip(self._moves, self._turns, strict=True)]
        for move, turn, inverse in reversed(pairs):
            shares.append(inverse * float(torch.dot(move, direction)))
            direction.add_(turn, alpha=-shares[-1])
        direction = metric(direction)
        if pairs:
            turn, inverse = pairs[-1][1:]
            direction.mul_(1 / (inverse * float(torch.dot(turn, metric(turn)))))
        for (move, turn, inverse), share in zip(pairs, reversed(shares), strict=True):
            direction.add_(move, alpha=share - inverse * float(torch.dot(turn, direction)))
        return direction

    def _remember(self, move: Tensor, turn: Tensor) -> None:
        curvature = float(torch.dot(move, turn))
        if curvature > 1e-12 * float(torch.dot(turn, turn)) ** 0.5 * float(torch.dot(move, move)) ** 0.5:
            self._moves, self._turns = [*self._moves, move][-HISTORY:], [*self._turns, turn][-HISTORY:]


def _stacked(vectors: list[Tensor]) -> Tensor:
    return torch.stack(vectors) if vectors else torch.zeros(0, 0)
