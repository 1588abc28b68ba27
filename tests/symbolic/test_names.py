"""Names: complete, cheap to import, each shape once."""

from __future__ import annotations

import subprocess
import sys

from kanscope.kan.functions.catalogue import ALIASES, FUNCTIONS
from kanscope.symbolic.families.members import FAMILIES
from kanscope.symbolic.library import FORMS
from kanscope.symbolic.names import NAMES, OFFERED


def test_catalogue_names_forms_and_families_agree() -> None:
    assert set(NAMES) == set(FUNCTIONS) == set(FORMS) == set(FAMILIES)
    assert all(NAMES[alias].same_as == name for alias, name in ALIASES.items())


def test_every_reference_between_names_exists() -> None:
    assert {n.inverse for n in NAMES.values()} | {n.same_as for n in NAMES.values()} <= {None, *NAMES}


def test_each_shape_is_offered_once() -> None:
    assert "sin" in OFFERED
    assert not {"cos", "arccos", "sigmoid", "x^0.5", "0"} & set(OFFERED)


def test_names_symbols_and_grammar_load_neither_torch_nor_sympy() -> None:
    code = (
        "import sys, kanscope.symbolic.names, kanscope.symbolic.symbols, kanscope.symbolic.parse;"
        "sys.exit(bool({'torch', 'sympy'} & set(sys.modules)))"
    )
    environment = {"PYTHONPATH": ":".join(sys.path)}
    assert subprocess.run([sys.executable, "-c", code], env=environment, check=False).returncode == 0
