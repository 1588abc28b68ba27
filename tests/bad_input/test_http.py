"""Requests that are no requests: numbers, texts and bodies nobody could keep (B1–B6, B9, B10, B12)."""

from __future__ import annotations

import gzip
import json

import httpx2 as httpx
import pytest
from tests.bad_input.row import Row
from tests.serving import StudyClient

JSON = {"content-type": "application/json"}

OPERATIONS = [
    Row("B1", '{"sparsity": NaN}', lambda: '{"op": "train", "sparsity": NaN}', "NaN is not a finite number"),
    Row("B1", "Infinity", lambda: '{"op": "train", "sparsity": Infinity}', "not a finite number"),
    Row("B1", "1e400", lambda: '{"op": "train", "sparsity": 1e400}', "finite"),
    Row("B2", "[ × 100,000", lambda: "[" * 100_000, "more than 32 deep"),
    Row("B3", "5,000 digits", lambda: f'{{"op": "train", "steps": {"9" * 5000}}}', "too many digits"),
    Row("B3", "2^63", lambda: f'{{"op": "train", "steps": {2**63}}}', "less than or equal to"),
    Row(
        "B4", "half a pair", lambda: '{"op": "annotate", "version": "version:2", "text": "\\ud800"}', "half a"
    ),
    Row("B5", "NUL", lambda: '{"op": "annotate", "version": "version:2", "text": "a\\u0000b"}', "NUL"),
    Row("B6", "a key twice", lambda: '{"op": "undo", "op": "redo"}', "stands twice"),
]


@pytest.mark.parametrize("row", OPERATIONS)
def test_an_operation_nobody_could_keep_is_refused(
    client: httpx.Client, witness: StudyClient, row: Row
) -> None:
    row.check(client.post(f"studies/{witness.id}/operations", content=row.make(), headers=JSON))


NAMES = [
    Row("B12", "a name of 4 MB", lambda: "x" * 4_000_000, "2 MiB", 413, "size"),
    Row("B12", "a name of 201 letters", lambda: "x" * 201, "at most 200"),
    Row("B12", "only spaces", lambda: " " * 20, "at least 1"),
    Row("B5", "NUL in a name", lambda: "a\0b", "NUL"),
]


@pytest.mark.parametrize("row", NAMES)
def test_a_name_that_is_none_is_refused(client: httpx.Client, row: Row) -> None:
    row.check(client.post("studies", json={"example": "toy", "name": row.make()}))


@pytest.mark.parametrize("name", ["Z\u0351\u036b\u0343", "\u202egnp.exe", "🏴\u200d☠️🇨🇭"])
def test_an_odd_name_is_kept_as_it_is(client: httpx.Client, name: str) -> None:
    """B12: zalgo, right to left, flags."""
    made = client.post("studies", json={"example": "toy", "name": name}).json()["id"]
    assert name in [row["name"] for row in client.get("studies").json()["studies"] if row["id"] == made]
    assert client.delete(f"studies/{made}").status_code == 204


def _form(fields: str) -> bytes:
    return f"{fields}--b--\r\n".encode()


def _field(name: str, more: str = "") -> str:
    return f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n{more}\r\nx\r\n'


FORMS = [
    Row(
        "B10", "100,000 parts", lambda: _form("".join(map(_field, map(str, range(100_000))))), "Too many", 400
    ),
    Row(
        "B10",
        "a part with 10,000 headers",
        lambda: _form(_field("file", "".join(f"X{k}: 1\r\n" for k in range(10_000)))),
        "Invalid multipart",
        400,
    ),
]


@pytest.mark.parametrize("row", FORMS)
def test_a_form_without_end_is_refused(client: httpx.Client, row: Row) -> None:
    form = {"content-type": "multipart/form-data; boundary=b"}
    row.check(client.post("datasets", content=row.make(), headers=form))


PACKED = Row("B9", "10 MB in gzip", lambda: gzip.compress(bytes(10**7)), "not unpacked", 415, "encoding")
LONG = Row("B10", "a header of 64 KB", lambda: "a" * 65_536, "headers", 431, "headers")


def test_a_packed_body_is_not_unpacked(client: httpx.Client) -> None:
    packed = {**JSON, "content-encoding": "gzip"}
    PACKED.check(client.post("studies", content=PACKED.make(), headers=packed))


def test_headers_without_end_are_refused(client: httpx.Client) -> None:
    LONG.check(client.get("studies", headers={"x-long": LONG.make()}))


def test_five_thousand_parameters_nobody_asked_for_are_passed_over(client: httpx.Client) -> None:
    """B10."""
    answer = client.get("studies", params={f"a{k}": "1" for k in range(5000)})
    assert answer.status_code == 200 and json.loads(answer.text)["studies"]
