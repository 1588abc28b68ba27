"""Naming an edge, and taking the name away."""

from __future__ import annotations

from dataclasses import replace

from kanscope.engine.worker.problem import EditRefused
from kanscope.engine.worker.session.curve import curve_of
from kanscope.engine.worker.session.session import Session
from kanscope.engine.worker.session.undefined import undefined
from kanscope.engine.worker.session.units import affine_inside
from kanscope.engine.worker.tasks.edited import Edited
from kanscope.kan.network import Network
from kanscope.kan.surgery import fix_symbolic, unfix_symbolic
from kanscope.study.ids import place_of
from kanscope.study.operations import FixSymbolic, UnfixSymbolic
from kanscope.symbolic.fit import fit as fit_functions


def fix(operation: FixSymbolic, session: Session) -> Edited:
    """Put the function in the curve's place: with the numbers given, or fitted to it."""
    placed = _fitted(operation, session) if operation.params is None else _given(operation, session)
    _refuse_undefined(placed.network, session)
    beyond = undefined(session, placed.network, session.samples.check_x, "test rows")
    notice = f"{beyond}: no error can be stated there." if beyond else None
    return Edited(placed, notice)


def _fitted(operation: FixSymbolic, session: Session) -> Session:
    edge = place_of(operation.edge)
    fits = fit_functions(curve_of(session, edge), [operation.function])
    a, b, c, d, r2 = (float(part[0, 0]) for part in (fits.a, fits.b, fits.c, fits.d, fits.r2))
    named = fix_symbolic(session.network, edge, fits.function(0, 0), a, b, c, d)
    return session.with_network(named, **{operation.edge: r2})


def _given(operation: FixSymbolic, session: Session) -> Session:
    """Nothing is fitted, so there is no R² to remember."""
    assert operation.params is not None
    edge = place_of(operation.edge)
    numbers = affine_inside(session, edge, operation.params)
    named = fix_symbolic(session.network, edge, operation.function, *numbers)
    fits = {id: r2 for id, r2 in session.fits.items() if id != operation.edge}
    return replace(session.with_network(named), fits=fits)


def unfix(operation: UnfixSymbolic, session: Session) -> Edited:
    """The edge is a spline again, along the curve it has now."""
    free = unfix_symbolic(session.network, place_of(operation.edge), session.inputs)
    return Edited(session.with_network(free))


def _refuse_undefined(named: Network, session: Session) -> None:
    """From rows without a value nothing can be learnt."""
    said = undefined(session, named, session.inputs, "training rows")
    if said:
        raise EditRefused(f"{said}. Choose a function that is defined on all of them.")
