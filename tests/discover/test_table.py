"""Which columns are taken, what is told of it, and what is wrong in one sentence."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.discover.made import columns, written

from kanscope.discover.asked import read
from kanscope.discover.table import chosen
from kanscope.discover.unusable import Unusable

RNG = np.random.default_rng(0)
PLAIN = {"a": RNG.uniform(1, 2, 60), "b": RNG.uniform(1, 2, 60)}
TABLE = PLAIN | {"y": PLAIN["a"] * PLAIN["b"]}


def test_every_column_of_numbers_that_varies_is_an_input(tmp_path: Path) -> None:
    more = {"id": range(60), "same": [3] * 60, "who": ["ann", "bob", "cy"] * 20}
    found = chosen(written(tmp_path, more | TABLE), "y", None, 0)
    assert found.data.inputs == ("a", "b")
    told = " ".join(found.notices)
    assert "not numbers: who" in told and "same in every row: same" in told and "numbers of rows: id" in told


def test_columns_with_gaps_are_left_out_until_enough_rows_are_whole(tmp_path: Path) -> None:
    gappy = ["" if k % 10 else "1.5" for k in range(59)] + ["2"]
    few = ["" if k % 7 == 0 else str(k % 5) for k in range(60)]
    found = chosen(written(tmp_path, {"gappy": gappy, "few": few} | TABLE), "y", None, 0)
    assert found.data.inputs == ("few", "a", "b") and "too often missing: gappy" in " ".join(found.notices)


def test_of_columns_with_gaps_those_that_go_with_the_target_are_kept(tmp_path: Path) -> None:
    def gaps(column: np.ndarray, kept: slice) -> list[str]:
        return [repr(float(v)) if k in range(60)[kept] else "" for k, v in enumerate(column)]

    law, other = gaps(TABLE["y"] ** 2, slice(0, 30)), gaps(RNG.uniform(size=60), slice(25, 60))
    found = chosen(written(tmp_path, {"other": other, "law": law} | TABLE), "y", None, 0)
    assert found.data.inputs == ("law", "a", "b") and "too often missing: other" in " ".join(found.notices)


def test_a_column_that_may_be_the_answer_is_told(tmp_path: Path) -> None:
    noisy = TABLE["y"] + 0.01 * RNG.normal(size=60)
    found = chosen(written(tmp_path, {"y_true": noisy} | TABLE), "y", None, 0)
    assert any("y_true" in notice and "--inputs" in notice for notice in found.notices)


def test_a_column_may_be_named_with_its_unit(tmp_path: Path) -> None:
    file = written(tmp_path, {"T (K)": PLAIN["a"], "p (Pa)": PLAIN["b"]})
    assert chosen(file, "p (Pa)", ["T"], 0).data.targets == chosen(file, "p", ["T (K)"], 0).data.targets


@pytest.mark.parametrize(
    ("target", "inputs", "said"),
    [
        ("z", None, "no column “z”"),
        ("Y", None, "Did you mean “y”"),
        ("who", None, "classification: use KANClassifier"),
        ("same", None, "same in every row"),
        ("y", ["y"], "is the target"),
        ("y", ["who"], "a law needs numbers"),
        ("y", ["same"], "explain nothing"),
        ("y", ["a", "a"], "twice"),
        ("y", ["c"], "no column “c”"),
    ],
)
def test_what_is_wrong_with_columns(tmp_path: Path, target: str, inputs: list[str] | None, said: str) -> None:
    file = written(tmp_path, TABLE | {"same": [3] * 60, "who": ["ann", "bob"] * 30})
    with pytest.raises(Unusable, match=said):
        chosen(file, target, inputs, 0)


def test_what_is_wrong_with_files(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_text("")
    (tmp_path / "ragged.csv").write_text("a,b\n1,2\n1,2,3,4\n")
    for name, said in (("empty.csv", "empty"), ("ragged.csv", "line 3")):
        with pytest.raises(Unusable, match=said):
            chosen(tmp_path / name, "b", None, 0)
    for name, said in (("none.csv", "no file"), (".", "folder")):
        with pytest.raises(Unusable, match=said):
            read(str(tmp_path / name), "y", None, seed="0", budget="9", stages=None, library=None)


def test_too_few_rows_are_told(tmp_path: Path) -> None:
    file = written(tmp_path, {name: column[:4] for name, column in TABLE.items()})
    with pytest.raises(Unusable, match="At least 20"):
        chosen(file, "y", None, 0).context()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"budget": "0"}, "more than 0"),
        ({"budget": "-3"}, "more than 0"),
        ({"budget": "nan"}, "more than 0"),
        ({"budget": "soon"}, "no number of seconds"),
        ({"seed": "1.5"}, "no whole number"),
        ({"seed": "-1"}, "not between"),
        ({"stages": "0"}, "not between"),
        ({"library": "chemisty"}, "Did you mean chemistry"),
    ],
)
def test_what_is_wrong_with_options(given: dict[str, str], said: str) -> None:
    usual: dict[str, str | None] = {"seed": "0", "budget": "9", "stages": None, "library": None}
    with pytest.raises(Unusable, match=said):
        read(__file__, "y", None, **usual | given)


def test_rows_are_divided_as_a_study_divides_them(tmp_path: Path) -> None:
    context = chosen(written(tmp_path, columns("a*b", rows=100)), "y", None, 0).context()
    assert (len(context.train), len(context.check), len(context.sealed)) == (70, 20, 10)
