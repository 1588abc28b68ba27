"""Files of every make are read, and bad ones are refused with the place and the remedy."""

from __future__ import annotations

import pickle
import time
from typing import Any

import numpy as np
import pytest

from kanscope.tables.error import TableError
from kanscope.tables.reading import read_table
from kanscope.tables.table import Column, Reading, Table, numbers

PLAIN = "a,b\n1,2.5\n3,4.5\n5,6.5\n"


def read(text: str | bytes, **reading: Any) -> Table:
    data = text if isinstance(text, bytes) else text.encode()
    return read_table(data, "file.csv", Reading(**reading))


def matrix(table: Table) -> list[list[float]]:
    return numbers(table)[1].tolist()


def only(table: Table) -> Column:
    assert len(table.columns) == 1
    return table.columns[0]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "ascii"]
)
def test_a_plain_table_is_the_same_in_every_encoding(encoding: str) -> None:
    table = read(PLAIN.encode(encoding))
    assert matrix(table) == [[1, 2.5], [3, 4.5], [5, 6.5]]
    assert [c.name for c in table.columns] == ["a", "b"]


@pytest.mark.parametrize(
    ("encoding", "names"),
    [
        ("gbk", ["温度", "压力"]),
        ("utf-16", ["温度", "压力"]),
        ("shift_jis", ["温度", "圧力"]),
        ("cp1252", ["Größe", "Länge"]),
        ("cp1251", ["Время", "Давление"]),
    ],
)
def test_names_in_older_encodings_are_recognised(encoding: str, names: list[str]) -> None:
    text = ",".join(names) + "\n" + "1.5,2\n2.5,3\n" + f"# {names[0]} {names[1]},5\n" * 3
    table = read(text.encode(encoding))
    assert [c.name for c in table.columns] == names


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_all_systems_are_the_same(end: str) -> None:
    assert matrix(read(PLAIN.replace("\n", end).rstrip())) == [[1, 2.5], [3, 4.5], [5, 6.5]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", " "])
def test_each_delimiter_is_found(delimiter: str) -> None:
    table = read("time,voltage,x\n1.5,2,0.1\n3.5,4,0.2\n5.5,6,0.3\n".replace(",", delimiter))
    assert table.reading.delimiter == delimiter
    assert matrix(table) == [[1.5, 2, 0.1], [3.5, 4, 0.2], [5.5, 6, 0.3]]


def test_columns_aligned_with_blanks_are_read() -> None:
    assert matrix(read("  x      y\n  1.0   2.0\n 10.0  20.0\n")) == [[1, 2], [10, 20]]


def test_a_comma_is_decimal_where_semicolons_part_the_values() -> None:
    table = read("x;y\n1,5;2\n-0,25;1.234,5\n1e3;,5\n")
    assert matrix(table) == [[1.5, 2], [-0.25, 1234.5], [1000, 0.5]]
    assert table.reading.decimal == ","


def test_quoted_decimal_commas_are_read_between_commas() -> None:
    assert matrix(read('x,y\n"1,5","2,25"\n"2,5","3,25"\n')) == [[1.5, 2.25], [2.5, 3.25]]


@pytest.mark.parametrize("text", ["x\n1,5\n2,5\n3\n", "x\n1.5\n2.5\n3\n"])
def test_one_column_is_a_table(text: str) -> None:
    table = read(text)
    assert table.reading.delimiter == ""
    assert only(table).values.tolist() == [1.5, 2.5, 3]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "cell", ["1,234,567.5", "1 234 567.5", "1'234'567.5", "1\u202f234\u202f567.5", "1234567.5"]
)
def test_thousands_are_parted_in_many_ways(cell: str) -> None:
    assert matrix(read(f"x;y\n{cell};0.5\n{cell};1.5\n")) == [[1234567.5, 0.5], [1234567.5, 1.5]]


@pytest.mark.parametrize(
    ("cell", "value"), [("−2", -2), ("1d3", 1000), (".5", 0.5), ("5.", 5), ("+1E-3", 1e-3)]
)
def test_numbers_have_many_spellings(cell: str, value: float) -> None:
    assert matrix(read(f"x,y\n{cell},1\n7,2\n")) == [[value, 1], [7, 2]]


@pytest.mark.parametrize("word", ["", "NA", "n/a", "NaN", "null", "-", "n.d.", "?", "#N/A", "--"])
def test_words_for_missing_leave_a_gap_in_a_column_of_numbers(word: str) -> None:
    column = numbers(read(f"x,y\n1,1\n{word},2\n3,3\n"))[1][:, 0]
    assert np.isnan(column).tolist() == [False, True, False]


@pytest.mark.parametrize("code", ["-999", "-9999", "-99.9", "-999.0"])
def test_a_number_no_instrument_gives_means_missing_and_is_told(code: str) -> None:
    table = read("x,y\n" + f"{code},1\n" + "".join(f"{n / 7:.3f},{n}\n" for n in range(40)))
    assert np.isnan(numbers(table)[1][0, 0])
    assert any("taken to mean missing" in notice for notice in table.notices)


def test_minus_999_among_such_numbers_is_a_number() -> None:
    table = read("x,y\n" + "".join(f"{n},{n}\n" for n in range(-1200, 1200, 3)) + "-999,0\n")
    assert not np.isnan(numbers(table)[1]).any()


def test_a_few_words_among_numbers_are_missing_and_the_line_is_told() -> None:
    table = read("x,y\n" + "".join(f"{n},1.5\n" for n in range(30)) + "<0.1,2.5\n")
    assert np.isnan(numbers(table)[1][30, 0])
    assert any("“<0.1” on line 32" in notice for notice in table.notices)


def test_a_column_half_of_words_stays_text_and_says_why() -> None:
    table = read("x,y\n1 kg,1\n2,2\n3,3\n4 kg,4\n")
    assert [c.kind for c in table.columns] == ["text", "number"]
    assert any("“1 kg”" in notice for notice in table.notices)


def test_a_row_of_units_becomes_units() -> None:
    table = read("t,U,label\n[s],(kV),\n1,2.5,a\n2,3.5,b\n")
    assert [(c.name, c.unit) for c in table.columns] == [("t", "s"), ("U", "kV"), ("label", None)]
    assert table.rows == 2


def test_a_first_row_of_words_among_words_is_data() -> None:
    table = read("name,kind\nfelix,cat\nrex,dog\n")
    assert table.rows == 2
    assert [c.unit for c in table.columns] == [None, None]


def test_units_are_cut_from_names_unless_names_would_clash() -> None:
    table = read("p (hPa),T[K],y (K),y (°C),f(x)\n1,2,3,4,5\n2,3,4,5,6\n")
    assert [(c.name, c.unit) for c in table.columns] == [
        ("p", "hPa"),
        ("T", "K"),
        ("y (K)", None),
        ("y (°C)", None),
        ("f(x)", None),
    ]


def test_comments_and_titles_above_the_header_are_skipped_and_counted() -> None:
    table = read("# made by hand\n#\n\nStation North\nx;y;z\n1;2;3\n# pause\n4;5;6\n")
    assert matrix(table) == [[1, 2, 3], [4, 5, 6]]
    assert table.reading.skipped == 4


def test_a_title_as_wide_as_the_table_is_no_header() -> None:
    table = read("My experiment, run A\n2023-01-05\n\nt,x\n1,2\n2,3\n3,4\n")
    assert [c.name for c in table.columns] == ["t", "x"]
    assert matrix(table) == [[1, 2], [2, 3], [3, 4]]


def test_a_delimiter_too_many_at_the_end_of_rows_costs_nothing() -> None:
    for head in ("a,b", "a,b,"):
        table = read(f"{head}\n1,2,\n3,4,\n")
        assert [c.name for c in table.columns] == ["a", "b"]
        assert matrix(table) == [[1, 2], [3, 4]]


def test_many_notices_are_cut_short() -> None:
    table = read(",".join(f"c{n}" for n in range(100)) + "\n" + (",".join("7" * 100) + "\n") * 3)
    assert len(table.notices) == 41
    assert table.notices[-1] == "And 60 more like these."


def test_a_file_without_header_gets_numbered_columns() -> None:
    table = read("1,2\n3,4\n")
    assert [c.name for c in table.columns] == ["column 1", "column 2"]
    assert (table.rows, len(table.notices)) == (2, 1)


def test_a_table_written_by_r_has_its_row_names_in_a_column_of_their_own() -> None:
    table = read("x,y,z\nr1,1,2,3\nr2,4,5,6\n")
    assert [c.name for c in table.columns] == ["row", "x", "y", "z"]
    assert matrix(table) == [[1, 2, 3], [4, 5, 6]]


def test_names_are_made_distinct_and_safe() -> None:
    table = read("x,x,,__proto__,a\tb\n1,2,3,4,5\n2,3,4,5,6\n", delimiter=",")
    assert [c.name for c in table.columns] == ["x", "x (2)", "column 3", "proto", "a b"]
    assert len(table.notices) == 4


def test_empty_rows_and_nameless_empty_columns_vanish_but_named_ones_stay() -> None:
    table = read("a,b,empty,,\n1,2,,,\n,,,,\n\n3,4,,,\n,,,,\n")
    assert (table.rows, [c.name for c in table.columns]) == (2, ["a", "b", "empty"])
    assert table.columns[2].values == [None, None]


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2023-03-01", "2023-03-01"),
        ("01.03.2023", "2023-03-01"),
        ("2023-03-01 06:30", "2023-03-01T06:30:00"),
        ("2023-03-01T06:30:15Z", "2023-03-01T06:30:15"),
        ("28/02/2023", "2023-02-28"),
        ("02/28/2023", "2023-02-28"),
    ],
)
def test_dates_are_read_in_the_usual_forms(written: str, iso: str) -> None:
    table = read(f"d,x\n{written},1\n{written},2\n")
    assert table.columns[0].kind == "time"
    assert list(table.columns[0].values) == [iso, iso]


def test_numbers_like_12_30_are_times_only_beside_a_date() -> None:
    beside = read("d;t\n01.03.2023;12.30\n02.03.2023;13.45\n")
    assert list(beside.columns[0].values) == ["2023-03-01T12:30:00", "2023-03-02T13:45:00"]
    alone = read("x;t\n1;12.30\n2;13.45\n")
    assert matrix(alone) == [[1, 12.3], [2, 13.45]]


def test_a_person_can_override_each_part_of_the_reading() -> None:
    data = "junk\nx;y\n1,234;5\n2,345;6\n".encode("cp1252")
    assert matrix(read(data)) == [[1.234, 5], [2.345, 6]]
    assert matrix(read(data, decimal=".")) == [[1234, 5], [2345, 6]]
    table = read(data, encoding="cp1252", delimiter=",", decimal=".", skipped=2)
    assert table.reading == Reading("cp1252", ",", ".", 2)
    assert [c.name for c in table.columns] == ["1", "234;5"]


def test_formulas_of_spreadsheets_are_kept_as_they_stand() -> None:
    table = read('x,y\n"=HYPERLINK(""http://evil"")",1\n@SUM(1),2\n')
    assert table.columns[0].values == ['=HYPERLINK("http://evil")', "@SUM(1)"]


def test_cells_may_hold_delimiters_quotes_and_line_ends() -> None:
    table = read('name,x\n"a, ""b""\nc",1\nd,2\n')
    assert table.columns[0].values == ['a, "b"\nc', "d"]


def test_numbers_at_the_edge_of_floats_are_told_of() -> None:
    table = read("big,inf,long,tiny\n1e308,inf,9007199254740993,1e-320\n-1e308,1,2,1e-320\n1,2,3,2\n")
    values = numbers(table)[1]
    assert np.isnan(values[0, 1])
    assert values[0, 3] == 1e-320
    told = " ".join(table.notices)
    assert "overflow" in told
    assert "infinite" in told
    assert "2⁵³" in told


def test_the_preview_shows_the_first_fifty_rows_as_written() -> None:
    table = read("x;y\n" + "".join(f"{n},50;a\n" for n in range(80)))
    assert len(table.preview) == 50
    assert table.preview[3] == ["3,50", "a"]


def test_a_hundred_thousand_rows_are_read_quickly() -> None:
    text = "a,b,c,d\n" + "".join(f"{n},{n / 7:.6f},{-n},{n % 10}.5\n" for n in range(100_000))
    begun = time.process_time()
    table = read(text)
    assert time.process_time() - begun < 5
    assert (table.rows, matrix(table)[-1]) == (100_000, [99999, 14285.571429, -99999, 9.5])


@pytest.mark.parametrize(
    ("data", "line", "column", "words"),
    [
        (b"", None, None, "empty"),
        (b" \n\n", None, None, "empty"),
        (b"\xef\xbb\xbf", None, None, "no rows"),
        (b"# only\n# comments\n", None, None, "no rows"),
        (b"a,b,c\n", 1, None, "no rows"),
        (b"a,b\n1,2\n3,4\n5,6,7\n8,9\n", 4, 3, "3 values"),
        (b"a,b,c\n1,2,3\n4,5,6\n7,8\n1,2,3\n", 4, 3, "2 values"),
        (b'a,b\n1,2\n3,"4\n5,6\n7,8\n', 3, None, "never closed"),
        (b'a,b\n1,"2"x\n3,4\n', 2, None, "after a closing"),
        (b"a,b\n1,2\n3,\x004\n", 3, None, "zero byte"),
        (bytes(range(256)) * 40, 1, None, "zero byte"),
        (b"PK\x03\x04" + bytes(100), None, None, "damaged"),
        (b"\x80\x04\x95" + bytes(100), None, None, "pickle"),
        (b'{"a": [1, 2]}', None, None, "JSON"),
        (b"<html><body>", None, None, "web page"),
        (b"PAR1" + bytes(100), None, None, "Parquet"),
    ],
)
def test_a_bad_file_is_refused_with_place_and_remedy(
    data: bytes, line: int | None, column: int | None, words: str
) -> None:
    with pytest.raises(TableError, match=words) as refused:
        read(data)
    assert (refused.value.line, refused.value.column) == (line, column)
    assert refused.value.hint


@pytest.mark.parametrize(
    "reading",
    [
        {"encoding": "klingon"},
        {"encoding": "hex"},
        {"encoding": "ascii"},
        {"delimiter": "ab"},
        {"delimiter": '"'},
        {"decimal": "x"},
        {"skipped": -1},
        {"skipped": "3"},
        {"skipped": True},
        {"delimiter": 5},
        {"encoding": ["utf-8"]},
        {"skipped": 99},
    ],
)
def test_an_override_that_cannot_be_is_refused(reading: dict[str, Any]) -> None:
    with pytest.raises(TableError):
        read("ä,b\n1,2\n", **reading)


def test_a_few_uneven_rows_are_evened_and_told_of() -> None:
    rows = [f"{n},{n * n}" for n in range(40)]
    rows[7], rows[20] = "7", "20,400,800"
    table = read("x,y\n" + "\n".join(rows) + "\n")
    x, y = (np.asarray(column.values) for column in table.columns)
    assert table.rows == 39 and 20 not in x
    assert np.flatnonzero(np.isnan(y)).tolist() == [7]
    assert any("Line 9 has fewer than 2 values" in notice for notice in table.notices)
    assert any("Line 22 has more than 2 values and was left out" in notice for notice in table.notices)


def test_a_very_long_line_and_very_many_columns_are_refused() -> None:
    with pytest.raises(TableError):
        read("a" * 3_000_000 + ",b\n1,2\n")
    with pytest.raises(TableError, match="5000 columns"):
        read(",".join(f"c{n}" for n in range(5000)) + "\n" + ",".join("1" * 5000) + "\n")


def test_a_refusal_travels_between_processes() -> None:
    error = pickle.loads(pickle.dumps(TableError("m", 3, 2, "h")))
    assert (error.message, error.line, error.column, error.hint) == ("m", 3, 2, "h")


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("gbk", "温度"),
        ("gbk", "压力（千帕）测量值"),
        ("big5", "溫度與壓力的測量"),
        ("cp932", "温度のデータ"),
        ("euc_jp", "圧力のデータ"),
        ("cp949", "온도 측정값"),
        ("cp1252", "Größe"),
        ("cp1252", "Température"),
        ("cp1251", "Температура воздуха"),
    ],
)
def test_one_word_in_a_header_is_enough_to_tell_its_script(encoding: str, name: str) -> None:
    rows = "".join(f"{k},{k * k}\n" for k in range(30))
    table = read_table(f"{name},y\n{rows}".encode(encoding))
    assert table.columns[0].name == name, table.reading
