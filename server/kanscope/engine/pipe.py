"""Messages over a pipe: an 8-byte big-endian length, then that many bytes of msgpack.

A message is a dict whose values are numbers, strings, bytes, lists and dicts; never code, never pickles.
"""

from __future__ import annotations

import asyncio
import struct
from typing import Any, BinaryIO, TypeAlias

import msgpack

Message: TypeAlias = dict[str, Any]

_LENGTH = struct.Struct(">Q")
LARGEST = 1 << 33
"""More than this in one message (8 GiB) means that the two ends have lost each other."""


class PipeBroken(Exception):
    """What came is not a message."""


def encode(message: Message) -> bytes:
    """A message as bytes, its length in front."""
    body: bytes = msgpack.packb(message, use_bin_type=True)
    return _LENGTH.pack(len(body)) + body


def read(stream: BinaryIO) -> Message | None:
    """The next message of a blocking stream; None at its end."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    length = _length(head)
    body = stream.read(length)
    return decode(body) if len(body) == length else None


async def read_async(stream: asyncio.StreamReader) -> Message | None:
    """The next message of an asyncio stream; None at its end."""
    try:
        head = await stream.readexactly(_LENGTH.size)
        body = await stream.readexactly(_length(head))
    except (asyncio.IncompleteReadError, ConnectionError):
        return None
    return decode(body)


def decode(body: bytes) -> Message:
    """The message in `body`. Raises `PipeBroken`."""
    try:
        message = msgpack.unpackb(body, raw=False, strict_map_key=False)
    except (ValueError, msgpack.exceptions.UnpackException) as error:
        raise PipeBroken(f"The other end of the pipe said something that is no message: {error}") from error
    if not isinstance(message, dict):
        raise PipeBroken("The other end of the pipe said something that is no message.")
    return message


def _length(head: bytes) -> int:
    length: int = _LENGTH.unpack(head)[0]
    if length > LARGEST:
        raise PipeBroken(f"A message of {length} bytes was announced.")
    return length
