"""A run as a worker is told to carry it out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import TypeAdapter

from kanscope.engine.pipe import Message
from kanscope.engine.worker.session.checkpoint import Saved, unpack
from kanscope.engine.worker.session.context import Context, Contexts
from kanscope.engine.worker.session.session import Session
from kanscope.engine.worker.tasks.build import build, default_shape
from kanscope.study.operations import Effectful
from kanscope.study.records import Data
from kanscope.symbolic.prices import Prices, prices

parse_effectful: TypeAdapter[Effectful] = TypeAdapter(Effectful)


@dataclass(frozen=True)
class Order:
    """The operation and the bytes it starts from."""

    operation: Effectful
    data: Data
    table: tuple[str, bytes]
    network: bytes | None
    resume: bytes | None
    prices: Prices = field(default_factory=prices)

    @classmethod
    def read(cls, message: Message, blobs: Mapping[str, bytes]) -> Order:
        """The order in a `start` message. ValueError: it makes no sense. KeyError: a blob is missing."""
        network, resume = message["network"], message["resume"]
        return cls(
            operation=parse_effectful.validate_python(message["operation"]),
            data=Data.model_validate(message["data"]),
            table=(message["table"], blobs[message["table"]]),
            network=None if network is None else blobs[network],
            resume=None if resume is None else blobs[resume],
            prices=message["prices"],
        )

    def context(self, contexts: Contexts) -> Context:
        """The rows the run works on. Raises `DataUnusable`."""
        return contexts.get(*self.table, self.data)

    def session(self, contexts: Contexts) -> Session:
        """The network the run starts from, on its rows; a fresh one if it starts from none."""
        context = self.context(contexts)
        if self.network is None:
            return build(default_shape(context), context)
        return opened(unpack(self.network), context, self.prices)


def opened(saved: Saved, context: Context, offered: Prices | None = None) -> Session:
    """A saved network on some rows, with the functions on offer (the default library's unless told)."""
    offered = prices() if offered is None else offered
    return Session(context, saved.scaling, saved.network, saved.fits, offered, saved.exact, saved.priors)
