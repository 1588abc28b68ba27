"""L-BFGS over one flat vector; one step is one direction and its line search."""

import torch
from torch import Tensor

from kanscope.kan.objective import Point
from kanscope.kan.optimisers.line_search import Trial, strong_wolfe
from kanscope.kan.optimisers.optimiser import Evaluate

HISTORY = 10


class LBFGS:
    """Source: Nocedal & Wright, algorithm 7.4-7.5. The memory is two short lists of vectors."""

    def __init__(self, learning_rate: float = 1.0) -> None:
        self.learning_rate = learning_rate
        self.forget()

    def step(self, here: Point, evaluate: Evaluate) -> Point:
        """Down the two-loop direction; without progress once more from scratch along the gradient."""
        there = self._search(here, evaluate)
        if there is here and self._moves:
            self.forget()
            there = self._search(here, evaluate)
        if there is not here:
            self._remember(there.parameters - here.parameters, there.gradient - here.gradient)
        return there

    def forget(self) -> None:
        """Starts again as steepest descent."""
        self._moves: list[Tensor] = []
        self._turns: list[Tensor] = []

    def state(self) -> dict[str, Tensor]:
        """The remembered moves and gradient changes, (m, P) each."""
        if not self._moves:
            return {"moves": torch.zeros(0, 0), "turns": torch.zeros(0, 0)}
        return {"moves": torch.stack(self._moves), "turns": torch.stack(self._turns)}

    def load(self, tensors: dict[str, Tensor]) -> None:
        """Continues from a `state`."""
        self._moves = [row.clone() for row in tensors["moves"]]
        self._turns = [row.clone() for row in tensors["turns"]]

    def _search(self, here: Point, evaluate: Evaluate) -> Point:
        direction = self._direction(here.gradient)
        slope = float(torch.dot(direction, here.gradient))
        if not slope < 0:
            return here

        def at(t: float) -> Trial:
            point = evaluate(torch.add(here.parameters, direction, alpha=t))
            return Trial(t, point, float(torch.dot(point.gradient, direction)))

        first = self.learning_rate * (1.0 if self._moves else min(1.0, 1 / float(here.gradient.abs().sum())))
        return strong_wolfe(Trial(0.0, here, slope), first, at).point

    def _direction(self, gradient: Tensor) -> Tensor:
        """-H·g by the two loops; H starts as the last curvature, (move·turn)/(turn·turn)."""
        direction = gradient.neg()
        shares: list[float] = []
        pairs = [(s, y, 1 / float(torch.dot(s, y))) for s, y in zip(self._moves, self._turns, strict=True)]
        for move, turn, inverse in reversed(pairs):
            shares.append(inverse * float(torch.dot(move, direction)))
            direction.add_(turn, alpha=-shares[-1])
        if pairs:
            move, turn, inverse = pairs[-1]
            direction.mul_(1 / (inverse * float(torch.dot(turn, turn))))
        for (move, turn, inverse), share in zip(pairs, reversed(shares), strict=True):
            direction.add_(move, alpha=share - inverse * float(torch.dot(turn, direction)))
        return direction

    def _remember(self, move: Tensor, turn: Tensor) -> None:
        curvature = float(torch.dot(move, turn))
        if curvature > 1e-12 * float(torch.dot(turn, turn)) ** 0.5 * float(torch.dot(move, move)) ** 0.5:
            self._moves, self._turns = [*self._moves, move][-HISTORY:], [*self._turns, turn][-HISTORY:]
