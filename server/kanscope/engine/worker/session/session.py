"""A network together with the data it looks at: what every task and every question starts from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from torch import Tensor

from kanscope.engine.worker.session.context import Context
from kanscope.engine.worker.session.scaling import Scaling
from kanscope.kan.network import Network
from kanscope.kan.penalties.prior import Prior
from kanscope.kan.samples import Samples
from kanscope.kan.scores import Scores, attribution
from kanscope.kan.surgery import Edge
from kanscope.study.ids import edge_id, place_of
from kanscope.symbolic.prices import Prices, prices


@dataclass(frozen=True)
class Session:
    """`network` works on standardised numbers; `fits` remembers R² of each naming by edge id.

    `prices`: the functions on offer, with their costs. `exact`: texts of numbers that were made exact, by
    edge id and letter; see `constants.exactness`. `priors`: curves drawn on edges, which training is drawn
    towards.
    """

    context: Context
    scaling: Scaling
    network: Network
    fits: Mapping[str, float] = field(default_factory=dict)
    prices: Prices = field(default_factory=prices)
    exact: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    priors: tuple[Prior, ...] = ()

    @cached_property
    def samples(self) -> Samples:
        """The standardised rows."""
        return self.context.samples(self.scaling)

    @cached_property
    def scores(self) -> Scores:
        """Attribution on the training rows."""
        return attribution(self.network, self.samples.x)

    @property
    def inputs(self) -> Tensor:
        """Standardised training rows (N, inputs)."""
        return self.samples.x

    def with_network(self, network: Network, **fits: float) -> Session:
        """The same data with another network; R² values of edges named now are added."""
        return replace(self, network=network, fits={**self.fits, **fits})

    def renamed(self, after: Callable[[Edge], Edge]) -> Session:
        """The same fits and drawings under the ids their edges will have."""
        new = {id: edge_id(*after(place_of(id))) for id in (*self.fits, *self.exact)}
        fits = {new[id]: r2 for id, r2 in self.fits.items()}
        exact = {new[id]: texts for id, texts in self.exact.items()}
        priors = tuple(replace(prior, edge=after(prior.edge)) for prior in self.priors)
        return replace(self, fits=fits, exact=exact, priors=priors)
