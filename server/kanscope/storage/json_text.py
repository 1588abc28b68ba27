"""JSON and plain text as every database keeps them alike.

JSON is kept as ASCII text rather than in a database's own JSON type: Postgres' `jsonb` reorders keys and
refuses an escaped NUL, SQLite's does neither, and a study must not read differently on the two.
"""

from __future__ import annotations

import json
from typing import Any

from kanscope.storage.refusals import NotKeepable


def encode(value: Any) -> str:
    """`value` as compact ASCII JSON.

    Raises NotKeepable for NaN, infinities (browsers cannot parse them) and anything that is not JSON.
    """
    try:
        return json.dumps(value, allow_nan=False, separators=(",", ":"))
    except (ValueError, TypeError, RecursionError) as error:
        raise NotKeepable(f"not plain JSON: {error}") from error


def decode(text: str) -> Any:
    """The inverse of `encode`."""
    return json.loads(text)


def plain(text: str) -> str:
    """`text` itself. Raises NotKeepable for what UTF-8 or Postgres cannot hold."""
    if "\0" in text:
        raise NotKeepable("text must not contain the NUL character")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise NotKeepable(f"text is not valid Unicode at character {error.start}") from error
    return text
