"""Which optimiser suits a network where nobody chose one."""

from kanscope.kan.network import Network
from kanscope.kan.schedule import OptimiserName

MOST_PARAMETERS = 2000
MOST_WORK = 1e10  # multiplications a step: some tenths of a second, past which a person waits


def suited(network: Network, rows: int) -> OptimiserName:
    """Levenberg-Marquardt while a step on so many rows is quick, L-BFGS elsewhere.

    A step takes q·N·F² multiplications for q outputs, N rows and F free parameters, and F³/6 to solve.
    """
    free = int(network.trainable().sum())
    outputs = network.shape.nodes(network.shape.depth)
    work = outputs * rows * free**2 + free**3 / 6
    return "lm" if free <= MOST_PARAMETERS and work <= MOST_WORK else "lbfgs"
