"""Foreign files are read in a child: nothing in them runs, and none of them takes all time or memory."""

from __future__ import annotations

import io
import pickle
import zipfile
from pathlib import Path

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from kanscope.formats.foreign import Limits, _ending, read_efficient_kan, read_pykan
from kanscope.formats.pykan_config import Opaque, read_config
from kanscope.formats.reading import tensors_of

CONFIG = b"""
width: [[2, 0], [3, 1], [1, 0]]
mult_arity: 2
base_fun_name: silu
symbolic.funs_name.0: [['0', '0'], ['0', '0'], ['0', '0'], ['0', '0'], ['0', '0']]
symbolic.funs_name.1: [['0', '0', '0', '0']]
"""


def saved(tensors: object) -> bytes:
    file = io.BytesIO()
    torch.save(tensors, file)
    return file.getvalue()


def numpy_number(arguments: str, data: str) -> bytes:
    kind = f"!!python/object/apply:numpy.dtype {{args: {arguments}}}"
    scalar = "!!python/object/apply:numpy.core.multiarray.scalar"
    return f"mult_arity: {scalar} [{kind}, !!binary '{data}']".encode()


class Touch:
    """Unpickling this would make a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, ...]:
        return (Path.touch, (self.path,))


def test_a_pickle_that_would_run_something_does_not(tmp_path: Path) -> None:
    for state in (saved({"a": Touch(tmp_path / "ran")}), pickle.dumps(Touch(tmp_path / "ran"))):
        with pytest.raises(ValueError, match="not a torch file of tensors alone"):
            tensors_of(state)
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize(
    "tag", ["object/apply:os.system", "object/new:os.system", "name:os.system", "module:os"]
)
def test_yaml_that_names_python_builds_nothing(tag: str, tmp_path: Path) -> None:
    argument = f"['touch {tmp_path / 'ran'}']" if "object" in tag else "''"
    config = CONFIG.replace(b"silu", f"!!python/{tag} {argument}".encode())
    assert read_config(config).base.startswith("os")
    assert not (tmp_path / "ran").exists()


def test_a_file_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(ValueError, match=r"could not be read within 0\.01 s"):
        read_pykan(CONFIG, b"", Limits(seconds=0.01))


def test_a_file_that_unfolds_beyond_its_memory_is_given_up() -> None:
    """A view of one number as 10⁹ of them is small on disk and 8 GB once it is copied."""
    vast = torch.zeros(1, dtype=torch.float64).expand(1000, 1000, 1000)
    state = saved({"layers.0.base_weight": vast[0], "layers.0.spline_weight": vast, "layers.0.grid": vast[0]})
    with pytest.raises(ValueError, match="asks for more memory than it may have"):
        read_efficient_kan(state, limits=Limits(memory=2**28))


def test_a_zip_that_swells_is_given_up() -> None:
    small = io.BytesIO(saved({"layers.0.base_weight": torch.zeros(2**25)}))
    swollen = io.BytesIO()
    with zipfile.ZipFile(small) as old, zipfile.ZipFile(swollen, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    assert len(swollen.getvalue()) < 2**20
    with pytest.raises(ValueError, match="asks for more memory than it may have"):
        read_efficient_kan(swollen.getvalue(), limits=Limits(memory=2**26))


ALIASES = "\n".join(
    ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
).encode()


def test_aliases_that_multiply_stay_small() -> None:
    with pytest.raises(ValueError, match="config: width is missing"):
        read_config(ALIASES)


@pytest.mark.parametrize(
    ("entry", "instead"),
    [
        (b"[2, 0]", b"[*a59, 0]"),
        (b"mult_arity: 2", b"mult_arity: [[], [*a59], []]"),
        (b"silu", b"*a59"),
        (b"[['0', '0', '0', '0']]", b"*a59"),
        (b"[['0', '0', '0', '0']]", b"[*a59]"),
        (b"[['0', '0', '0', '0']]", b"[[*a59, *a59, *a59, *a59]]"),
        (b"mult_arity: 2", b"mult_arity: !!python/object/apply:numpy.core.multiarray.scalar [*a59, x]"),
    ],
)
def test_aliases_are_never_written_out(entry: bytes, instead: bytes) -> None:
    with pytest.raises(ValueError, match="config: "):
        read_config(ALIASES + CONFIG.replace(entry, instead))


def test_a_row_of_names_that_aliases_repeat_is_read_once() -> None:
    rows = b"[&row [" + b", ".join([b"'0'"] * 3000) + b"]" + b", *row" * 2999 + b"]"
    text = b"width: [3000, 3000]\nmult_arity: 2\nsymbolic.funs_name.0: " + rows
    [names] = read_config(text).functions
    assert len(names) == len(names[-1]) == 3000 and names[0] is names[-1]


def test_an_arity_below_one_is_refused_where_there_is_no_product() -> None:
    text = CONFIG.replace(b"[3, 1]", b"[5, 0]").replace(b"mult_arity: 2", b"mult_arity: -1")
    with pytest.raises(ValueError, match="mult_arity makes no sense"):
        read_config(text)


def test_a_tensor_without_numbers_is_refused() -> None:
    with pytest.raises(ValueError, match="expected named tensors and nothing else"):
        tensors_of(saved({"a": torch.zeros(2, device="meta")}))


def test_a_reader_that_ends_without_a_reason_is_quoted() -> None:
    assert _ending(-6, b"") == "its reader was ended by signal 6, as where memory runs out"
    assert _ending(1, b"Traceback\n  ...\nKeyError: 'a'\n") == "its reader broke off with KeyError: 'a'"
    assert _ending(1, b"") == "its reader broke off with status 1"


@settings(max_examples=100, deadline=None)
@given(text=st.one_of(st.binary(max_size=80), st.text(max_size=80).map(str.encode)))
def test_any_other_text_is_refused(text: bytes) -> None:
    with pytest.raises(ValueError, match="config: "):
        read_config(text)


@settings(max_examples=60, deadline=None)
@given(state=st.binary(max_size=200))
def test_any_other_bytes_are_refused(state: bytes) -> None:
    with pytest.raises(ValueError, match="state: "):
        tensors_of(state)


@pytest.mark.parametrize("held", [[torch.ones(2)], {"a": [torch.ones(2)]}, {3: torch.ones(2)}, torch.ones(2)])
def test_anything_but_named_tensors_is_refused(held: object) -> None:
    with pytest.raises(ValueError, match="expected named tensors and nothing else"):
        tensors_of(saved(held))


@pytest.mark.parametrize("spelling", ["numpy.core", "numpy._core"])
def test_numpy_numbers_of_either_age_are_numbers(spelling: str) -> None:
    number = f"!!python/object/apply:{spelling}.multiarray.scalar\n- !!python/object/apply:numpy.dtype\n"
    number += "  args: [i8, false, true]\n  state: !!python/tuple [3, <, null, null, null, -1, -1, 0]\n"
    number += "- !!binary |\n  AgAAAAAAAAA=\n"
    assert read_config(CONFIG.replace(b"mult_arity: 2", f"mult_arity: {number}".encode())).arities == [
        [2],
        [],
    ]


@pytest.mark.parametrize(
    ("entry", "instead", "reason"),
    [
        (b"mult_arity: 2", b"mult_arity: [[], [2, 3], []]", "need as many arities"),
        (b"mult_arity: 2", b"other: 2", "mult_arity is missing"),
        (b"[3, 1]", b"[three]", "width makes no sense"),
        (
            b"mult_arity: 2",
            b"mult_arity: !!python/object/apply:numpy.core.multiarray.scalar [O, x]",
            "unknown type",
        ),
        (b"[2, 0]", b"[.inf, 0]", "width makes no sense"),
        (b"[2, 0]", b"[1.0e+400, 0]", "width makes no sense"),
        (b"[2, 0]", b"[2.7, 0]", r"expected a whole number of at least 0, got 2\.7"),
        (b"[2, 0]", b"[-2, 0]", "expected a whole number of at least 0, got -2"),
        (b"[2, 0]", b"[true, 0]", "expected a whole number, got bool"),
        (b"mult_arity: 2", b"mult_arity: [[], [.inf], []]", "mult_arity makes no sense"),
        (b"mult_arity: 2", b"mult_arity: 0", "expected a whole number of at least 1, got 0"),
        (b"mult_arity: 2", numpy_number("[i8, false, true]", ""), "not YAML"),
        (b"mult_arity: 2", numpy_number("[]", "AgAAAAAAAAA="), "not YAML"),
        (b"mult_arity: 2", numpy_number("{}", "AgAAAAAAAAA="), "not YAML"),
    ],
)
def test_a_configuration_that_makes_no_sense_is_refused(entry: bytes, instead: bytes, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        read_config(CONFIG.replace(entry, instead))


def test_an_object_is_known_by_its_name_alone() -> None:
    assert Opaque("a.B") == Opaque("a.B")
    text = CONFIG.replace(b"silu", b"!!python/object:torch.nn.modules.activation.SiLU {inplace: false}")
    assert read_config(text).base == "silu"
