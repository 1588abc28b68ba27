"""One column left: the curve gets a name."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kanscope.symbolic.discovery.curve_names import curve_names
from kanscope.symbolic.discovery.proposal import Constants, Proposal
from kanscope.symbolic.discovery.view import View


def propose(view: View) -> Iterator[Proposal]:
    """Names of F(z), and of F(1/z) where z keeps its sign: some laws have a name in only one of them."""
    if len(view.terms) != 1:
        return
    z, term = view.x[:, 0], view.terms[0]
    for name in curve_names(z, view.y, view.weight, tol=view.noise):
        constant = Constants()
        yield view.propose(name.write(term, constant), constant, "curve")
    if np.abs(z).min() > 1e-3 * np.abs(z).max() and z.min() * z.max() > 0:
        for name in curve_names(1 / z, view.y, view.weight, tol=view.noise, top=8):
            constant = Constants()
            yield view.propose(name.write(1 / term, constant), constant, "curve of 1/z")
