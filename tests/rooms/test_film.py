"""A film keeps its first and its last moment, and no more than was promised."""

from __future__ import annotations

from itertools import pairwise

import msgpack
from hypothesis import given
from hypothesis import strategies as st

from kanscope.rooms.film import MOST_BYTES, MOST_FRAMES, Film


def frames(film: Film) -> list[bytes]:
    packed = film.packed()
    assert packed is not None
    shown: list[bytes] = msgpack.unpackb(packed)["frames"]
    return shown


@given(st.integers(1, 3000), st.integers(1, 60_000))
def test_a_film_of_any_length_is_small_and_spread_over_the_whole_run(taken: int, size: int) -> None:
    film = Film()
    for k in range(taken):
        film.take(k.to_bytes(4, "big") + bytes(size))
    shown = [int.from_bytes(frame[:4], "big") for frame in frames(film)]
    assert shown[0] == 0 and shown[-1] == taken - 1 and shown == sorted(set(shown))
    assert len(shown) <= MOST_FRAMES and sum(len(frame) for frame in frames(film)) <= MOST_BYTES
    gaps = {after - before for before, after in pairwise(shown[:-1])}
    assert len(gaps) <= 1, "moments lie evenly"


def test_a_frame_that_is_too_large_by_itself_makes_no_film() -> None:
    film = Film(most_bytes=10)
    film.take(bytes(11))
    assert film.packed() is None and Film().packed() is None
