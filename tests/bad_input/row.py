"""One bad input, and the answer it is to get."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx2 as httpx


@dataclass(frozen=True)
class Row:
    """`make` gives what is sent; `says` stands in the answer's detail."""

    number: str
    what: str
    make: Callable[[], Any]
    says: str
    status: int = 422
    code: str = "body"

    def __str__(self) -> str:
        return f"{self.number} {self.what}"

    def check(self, answer: httpx.Response) -> None:
        """The answer is a refusal in the one form, short, with no trace of the inside."""
        assert answer.status_code == self.status, answer.text[:2000]
        assert answer.headers["content-type"] == "application/problem+json"
        told = answer.json()
        assert set(told) >= {"code", "title", "detail", "field", "limit", "got", "hint"}
        assert told["code"] == self.code and told["title"]
        assert self.says in told["detail"], told["detail"]
        assert "Traceback" not in answer.text and len(answer.text) < 2000
