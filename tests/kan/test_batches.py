from __future__ import annotations

import torch
from hypothesis import given
from hypothesis import strategies as st

from kanscope.kan.batches import Batches


@given(st.integers(1, 40), st.integers(1, 50), st.integers(0, 2**40))
def test_an_epoch_looks_at_every_row_once(rows: int, size: int, seed: int) -> None:
    batches = Batches(rows, size, seed)
    steps = -(-rows // min(size, rows))
    for epoch in range(2):
        parts = [batches.rows_of(epoch * steps + n) for n in range(steps)]
        seen = [torch.arange(rows) if part is None else part for part in parts]
        assert torch.equal(torch.cat(seen).sort().values, torch.arange(rows))


@given(st.integers(0, 100))
def test_which_rows_a_step_looks_at_depends_on_no_other_step(step: int) -> None:
    walked, jumped = Batches(20, 3, 7), Batches(20, 3, 7)
    for before in range(step):
        walked.rows_of(before)
    one, other = walked.rows_of(step), jumped.rows_of(step)
    assert one is not None and other is not None
    assert torch.equal(one, other)


def test_epochs_differ() -> None:
    batches = Batches(20, 10, 0)
    first, later = batches.rows_of(0), batches.rows_of(2)
    assert first is not None and later is not None
    assert not torch.equal(first, later)
