"""Excel and its kin: three rows to paste into cell A1, the third of which computes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kanscope.symbolic.export.language import Language, calls
from kanscope.symbolic.export.routine import Routine, described, routine
from kanscope.symbolic.formula import OutputFormula

LONGEST = 8192
"""Characters of a formula that Excel takes."""

ROW = 3


def _number(value: float) -> str:
    return repr(value).upper().removesuffix(".0")


EXCEL = Language(
    calls=calls(
        "exp:EXP log:LN sin:SIN cos:COS tan:TAN asin:ASIN acos:ACOS atan:ATAN sinh:SINH cosh:COSH tanh:TANH"
        " asinh:ASINH acosh:ACOSH atanh:ATANH floor:INT sqrt:SQRT abs:ABS sign:SIGN erf:ERF erfc:ERFC",
        where="IF({0},{1},{2})",
        log1p="LN(1+{0})",
        expm1="(EXP({0})-1)",
        min="MIN({0},{1})",
        max="MAX({0},{1})",
        besselj0="BESSELJ({0},0)",
        besselj1="BESSELJ({0},1)",
        bessely0="BESSELY({0},0)",
        bessely1="BESSELY({0},1)",
        **{"and": "AND({0},{1})", "or": "OR({0},{1})", "not": "NOT({0})"},
    ),
    constants={"pi": "PI()", "e": "EXP(1)", "nan": "NA()", "inf": "NA()"},
    reserved=frozenset(),
    number=_number,
    power="^",
    minus="0-",  # -A3^2 would be (-A3)^2
    infix={"<": "<", "<=": "<=", "==": "="},
)


def excel_text(formulas: Sequence[OutputFormula], units: Mapping[str, str]) -> str:
    """Three rows of cells parted by tabs: a remark, the names, and under them the formulas to be filled down.

    Steps are named by LET. ValueError: edges without a name, or a formula too long for a cell.
    """
    columns = list(dict.fromkeys(column for one in formulas for column in one.symbols.values()))
    cells = {column: f"{letters(k)}{ROW}" for k, column in enumerate(columns)}
    named = [
        routine(one, {symbol: cells[column] for symbol, column in one.symbols.items()}, units, "step")
        for one in formulas
    ]
    heads = [_plain(described(column, units.get(column, ""))) for column in columns]
    remark = f"Written by KANscope: paste into cell A1, put values into row {ROW}, fill the formulas down."
    rows = [
        [remark],
        heads + [_plain(one.said()) for one in named],
        [""] * len(columns) + [_cell(one) for one in named],
    ]
    return "\n".join("\t".join(row) for row in rows) + "\n"


def letters(column: int) -> str:
    """The name of a column of a sheet, counted from 0: A … Z, AA …"""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def _cell(one: Routine) -> str:
    result = EXCEL.code(one.result)
    if one.steps:
        steps = ",".join(f"{step},{EXCEL.code(node)}" for step, node in one.steps.items())
        result = f"LET({steps},{result})"
    if len(result) >= LONGEST:
        raise ValueError(
            f"{one.target}: the formula has {len(result):,} characters, a cell holds {LONGEST:,}; "
            "prune the network, or take another format"
        )
    return f"={result}"


def _plain(text: str) -> str:
    """Text that no sheet takes for a formula."""
    return f"'{text}" if text[:1] in "=+-@" else text
