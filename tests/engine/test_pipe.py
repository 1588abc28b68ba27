from __future__ import annotations

import asyncio
import io
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kanscope.engine import pipe

_values = st.none() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False) | st.text() | st.binary()
_messages = st.dictionaries(st.text(max_size=9), _values | st.lists(_values, max_size=3), max_size=4)


@settings(max_examples=50)
@given(st.lists(_messages, max_size=3))
def test_messages_arrive_whole_and_in_order(messages: list[pipe.Message]) -> None:
    stream = io.BytesIO(b"".join(map(pipe.encode, messages)))
    assert [pipe.read(stream) for _ in messages] == messages
    assert pipe.read(stream) is None


@settings(max_examples=50)
@given(_messages, st.data())
def test_a_message_cut_off_is_the_end(message: pipe.Message, data: st.DataObject) -> None:
    whole = pipe.encode(message)
    cut = data.draw(st.integers(0, len(whole) - 1))
    assert pipe.read(io.BytesIO(whole[:cut])) is None


async def test_both_ways_of_reading_see_the_same() -> None:
    stream = asyncio.StreamReader()
    stream.feed_data(pipe.encode({"say": "a"}) + pipe.encode({"say": "b"})[:-1])
    stream.feed_eof()
    assert await pipe.read_async(stream) == {"say": "a"}
    assert await pipe.read_async(stream) is None


@pytest.mark.parametrize("body", [b"\xc1", b"\x01", b"\x93\x01"])
def test_what_is_no_message_is_recognised(body: bytes) -> None:
    with pytest.raises(pipe.PipeBroken):
        pipe.read(io.BytesIO(struct.pack(">Q", len(body)) + body))


def test_an_absurd_length_is_not_waited_for() -> None:
    with pytest.raises(pipe.PipeBroken):
        pipe.read(io.BytesIO(struct.pack(">Q", 2**60)))
