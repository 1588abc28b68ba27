"""The numbers of a named edge."""

from __future__ import annotations

from kanscope.study.value import Value


class Affine(Value):
    """The four numbers of a named edge, φ(x) = c·f(a·x + b) + d, with x in the edge's own unit.

    At the inputs that is the column's unit; at the outputs the result is in the target's.
    """

    a: float
    b: float
    c: float
    d: float
