"""Every dialect of a table opens over HTTP without a hint, shows its first rows, and can be read again."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import httpx2 as httpx
import numpy as np
import pytest
from tests.tables import files

ROWS = files.ROWS
NUMBERS = [(f"{x:.6f}", f"{1000 * y:.3f}") for x, y in zip(files.X, files.Y, strict=True)]


def delimited(mark: str, decimal: str = ".", head: str = "x{}y") -> str:
    lines = [mark.join(cell.replace(".", decimal) for cell in row) for row in NUMBERS]
    return "\n".join([head.format(mark), *lines, ""])


def thousands() -> str:
    rows = [
        (x.replace(".", ","), f"{1000 * y + 12345:,.2f}".replace(",", " ").replace(".", ","))
        for x, y in _pairs()
    ]
    return "x;y\n" + "".join(f"{x};{y}\n" for x, y in rows)


def _pairs() -> list[tuple[str, float]]:
    return [(f"{x:.6f}", float(y)) for x, y in zip(files.X, files.Y, strict=True)]


def quoted() -> str:
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerows([("x", "note, or not", "y"), *((x, f"one\ntwo, “{x}”", y) for x, y in NUMBERS)])
    return stream.getvalue()


def ragged() -> str:
    lines = delimited(",").splitlines()
    lines[9] += ",5"
    return "\n".join(lines)


DIALECTS: dict[str, tuple[Callable[[], bytes], dict[str, object]]] = {
    "comma": (lambda: delimited(",").encode(), {"delimiter": ","}),
    "tab": (lambda: delimited("\t").encode(), {"delimiter": "\t"}),
    "spaces": (lambda: delimited("   ").encode(), {"delimiter": " "}),
    "semicolon and decimal comma": (lambda: delimited(";", ",").encode(), {"delimiter": ";", "decimal": ","}),
    "UTF-16": (lambda: delimited(",").encode("utf-16"), {"encoding": "utf-16"}),
    "UTF-16 without a mark": (lambda: delimited("\t").encode("utf-16-le"), {"encoding": "utf-16-le"}),
    "GBK": (
        lambda: delimited(",", head="压力（千帕）测量值{}温度变化记录").encode("gbk"),
        {"names": ["压力（千帕）测量值", "温度变化记录"]},
    ),
    "Windows-1252": (
        lambda: delimited(";", ",", "Größe{}Länge").encode("cp1252"),
        {"encoding": "cp1252", "names": ["Größe", "Länge"]},
    ),
    "a row of units": (
        lambda: delimited(",").replace("\n", "\nmm,kV\n", 1).encode(),
        {"units": ["mm", "kV"]},
    ),
    "comment lines": (("# a\n# b, c\n" + delimited(",")).encode, {"skipped": 2}),
    "quoted line ends": (lambda: quoted().encode(), {"names": ["x", "note, or not", "y"]}),
    "blanks between thousands": (lambda: thousands().encode(), {"decimal": ","}),
    "ragged": (lambda: ragged().encode(), {"rows": ROWS - 1}),
    "xlsx": (lambda: files.xlsx(("Lab", files.written())), {"sheet": "Lab", "units": ["mm", "kV", None]}),
    "ods": (lambda: files.ods(files.written()), {"sheet": "Lab"}),
    "Parquet": (files.parquet, {"names": ["x", "y", "side"]}),
    "npy": (lambda: files.npy(np.column_stack([files.X, files.Y])), {"names": ["column 1", "column 2"]}),
    "npz": (lambda: files.npz(x=files.X, y=files.Y), {"names": ["x", "y"]}),
}


def uploaded(client: httpx.Client, name: str, data: bytes) -> httpx.Response:
    return client.post("datasets", files={"file": (name, data)})


@pytest.mark.parametrize("dialect", DIALECTS)
def test_each_dialect_opens_without_a_hint(client: httpx.Client, dialect: str) -> None:
    make, expected = DIALECTS[dialect]
    answer = uploaded(client, "table.bin", make())
    assert answer.status_code == 201, answer.text
    told = answer.json()
    said: dict[str, object] = {
        "rows": told["rows"],
        "names": [column["name"] for column in told["columns"]],
        "units": [column["unit"] for column in told["columns"]],
        **told["reading"],
    }
    assert {key: said[key] for key in expected} == expected
    numbers = [column for column in told["columns"] if column["kind"] == "number"]
    assert len(numbers) == 2 and all(column["missing"] == 0 for column in numbers)
    assert abs(numbers[0]["maximum"] - files.X.max()) < 1e-6
    assert told["rows"] == expected.get("rows", ROWS) and len(told["preview"]) == told["rows"]
    assert told["suggestion"]["targets"] == [numbers[1]["name"]]


def test_another_sheet_of_a_workbook_is_read_on_demand(client: httpx.Client) -> None:
    other = [["a", "b"], *[[float(k), float(k * k)] for k in range(1, 40)]]
    first = uploaded(client, "two.xlsx", files.xlsx(("One", files.written()), ("Two", other))).json()
    assert first["reading"]["sheets"] == ["One", "Two"]
    wish = {"reading": {"sheet": "Two"}}
    again = client.patch(f"datasets/{first['id']}", json=wish)
    assert again.status_code == 200, again.text
    assert [column["name"] for column in again.json()["columns"]] == ["a", "b"] and again.json()["rows"] == 39


def test_a_wrong_guess_is_put_right_by_reading_again(client: httpx.Client) -> None:
    """Without another column to tell, 1,234 may be a decimal or a thousand."""
    text = "x;y\n" + "".join(f"{k},234;{k}\n" for k in range(1, 30))
    first = client.post("datasets", json={"text": text}).json()
    read = client.get(f"datasets/{first['id']}").json()["reading"]
    other = "." if read["decimal"] == "," else ","
    again = client.patch(f"datasets/{first['id']}", json={"reading": {**read, "decimal": other}}).json()
    found = {answer["reading"]["decimal"]: answer["columns"][0]["maximum"] for answer in (first, again)}
    assert found == {",": 29.234, ".": 29234.0}


def test_a_table_cut_at_the_wrong_marks_is_refused_with_the_line(client: httpx.Client) -> None:
    answer = client.post("datasets", json={"text": "a,b\n1,2\n3,4,5\n6,7\n8\n"})
    assert answer.status_code == 422
    assert "ine 3" in answer.json()["detail"] and answer.json()["hint"]
