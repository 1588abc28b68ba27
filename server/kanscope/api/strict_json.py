"""Bodies as JSON that every database, browser and worker can hold.

Python's reader takes more than JSON is: NaN, half a surrogate pair, the NUL character, one key twice. Each of
them would fail later, somewhere between the document, the database and a browser.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Coroutine
from typing import Any, NoReturn

from fastapi import HTTPException, Request, Response
from fastapi.routing import APIRoute

DEEPEST = 32
"""Lists and objects within each other; no body of ours needs more than eight."""


class _NotJson(ValueError):
    """What is wrong, as a sentence."""


def parse(body: bytes) -> Any:
    """The value of a body. Raises HTTPException 422 with a sentence."""
    try:
        value = json.loads(body, parse_constant=_refuse_constant, object_pairs_hook=_object)
        _check(value, DEEPEST)
    except RecursionError:
        _refuse(f"Lists and objects lie more than {DEEPEST} deep within each other.")
    except _NotJson as wrong:
        _refuse(str(wrong))
    except UnicodeDecodeError as wrong:
        _refuse(f"The body is not UTF-8 from byte {wrong.start} on.")
    except json.JSONDecodeError as wrong:
        _refuse(f"The body is no JSON: {wrong.msg} at character {wrong.pos}.")
    except ValueError:
        _refuse("A number in it has too many digits.")
    return value


class StrictRoute(APIRoute):
    """A route that reads its body with `parse`."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """FastAPI's own handler, given a stricter request."""
        handle = super().get_route_handler()

        async def strictly(request: Request) -> Response:
            return await handle(_StrictRequest(request.scope, request.receive))

        return strictly


class _StrictRequest(Request):
    async def json(self) -> Any:
        return parse(await self.body())


def _refuse(reason: str) -> NoReturn:
    raise HTTPException(422, reason)


def _refuse_constant(name: str) -> NoReturn:
    raise _NotJson(f"{name} is not a finite number.")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _NotJson(
            f"“{next(key for key in keys if keys.count(key) > 1)[:50]}” stands twice in one object."
        )
    return found


def _check(value: Any, deep: int) -> None:
    if deep < 0:
        raise RecursionError
    if isinstance(value, str):
        _check_text(value)
    elif isinstance(value, list):
        for item in value:
            _check(item, deep - 1)
    elif isinstance(value, dict):
        for key, item in value.items():
            _check_text(key)
            _check(item, deep - 1)


def _check_text(text: str) -> None:
    if "\0" in text:
        raise _NotJson("A text in it holds the NUL character.")
    if not text.isascii() and any("\ud800" <= sign <= "\udfff" for sign in text):
        raise _NotJson("A text in it holds half a surrogate pair, which is no Unicode.")
