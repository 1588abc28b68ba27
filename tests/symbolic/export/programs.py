"""Exported texts run where they belong: by each language's own compiler, all laws in one program."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from kanscope.symbolic.export.catalogue import exported
from kanscope.symbolic.export.formats import Format
from kanscope.symbolic.formula import OutputFormula

Rows = NDArray[np.float64]
Run = Callable[[Sequence[OutputFormula], Rows, Path], Rows]
"""Laws y1, y2 … of the columns x1, x2 … on rows (N, inputs) → their values (N, laws)."""


def tool(*names: str) -> str:
    """The first of these programs that is on this machine; the test is skipped where none is."""
    for name in names:
        found = shutil.which(name)
        if found:
            return found
    pytest.skip(f"{names[0]} is not on this machine (tools/languages.sh installs it)")


def run(command: Sequence[str], folder: Path, said: str = "") -> str:
    """What the program prints; a failure with all it complained of."""
    done = subprocess.run(
        command, input=said, capture_output=True, text=True, cwd=folder, check=False, timeout=100
    )
    assert done.returncode == 0, f"{command}: {done.stdout}\n{done.stderr[-3000:]}"
    return done.stdout


def numbers(text: str, laws: int) -> Rows:
    """Printed values, law by law and row by row, as (N, laws)."""
    return np.array([float(_ieee(word)) for word in text.split()]).reshape(laws, -1).T


def _ieee(word: str) -> str:
    return {"NA": "nan", "Infinity": "inf", "-Infinity": "-inf"}.get(word, word)


def lines(rows: Rows) -> str:
    """Rows as text, every digit kept."""
    return "\n".join(" ".join(repr(float(value)) for value in row) for row in rows) + "\n"


def python(format: Format) -> Run:
    """Any of the Python family."""

    def runs(laws: Sequence[OutputFormula], rows: Rows, folder: Path) -> Rows:
        (folder / "law.py").write_text(exported(format, laws), encoding="utf-8")
        columns = {f"x{k + 1}": rows[:, k].tolist() for k in range(rows.shape[1])}
        code = (
            "import json, sys, law\nvalues = law.predict(json.load(sys.stdin))\n"
            "values = values if isinstance(values, dict) else {'y1': values}\n"
            "print(*[repr(float(v)) for one in values.values() for v in one.tolist()])"
        )
        return numbers(run([sys.executable, "-c", code], folder, json.dumps(columns)), len(laws))

    return runs


def arguments(law: OutputFormula, pattern: str) -> str:
    """The columns a law is called with, such as x[0], x[2]."""
    return ", ".join(pattern.format(int(symbol[1:])) for symbol in law.symbols)


def c(laws: Sequence[OutputFormula], rows: Rows, folder: Path) -> Rows:
    compiler = tool("gcc", "cc", "clang")
    calls = "\n".join(
        f'    for (int i = 0; i < {len(rows)}; i++) printf("%.17g\\n", predict_{law.target}('
        f"{arguments(law, 'x[i][{}-1]')}));"
        for law in laws
    )
    main = (
        f"\n#include <stdio.h>\nstatic double x[{len(rows)}][{rows.shape[1]}];\nint main(void) {{\n"
        f'    for (int i = 0; i < {rows.size}; i++) if (scanf("%lf", &x[0][i]) != 1) return 1;\n'
        f"{calls}\n    return 0;\n}}\n"
    )
    (folder / "law.c").write_text(exported("c", laws) + main, encoding="utf-8")
    run([compiler, "-std=c99", "-O0", "-Wall", "-Werror", "law.c", "-lm", "-o", "law"], folder)
    return numbers(run(["./law"], folder, lines(rows)), len(laws))


def rust(laws: Sequence[OutputFormula], rows: Rows, folder: Path) -> Rows:
    compiler = tool("rustc")
    calls = "\n".join(
        f"    for x in rows.iter() {{ let _ = x; show(predict_{law.target}({arguments(law, 'x[{}-1]')})); }}"
        for law in laws
    )
    main = (
        '\nfn show(value: f64) { println!("{:?}", value); }\n'
        "fn main() {\n    let mut text = String::new();\n"
        "    std::io::Read::read_to_string(&mut std::io::stdin(), &mut text).unwrap();\n"
        "    let rows: Vec<Vec<f64>> = text.lines()\n"
        "        .map(|line| line.split(' ').map(|word| word.parse().unwrap()).collect()).collect();\n"
        f"{calls}\n}}\n"
    )
    (folder / "law.rs").write_text(exported("rust", laws) + main, encoding="utf-8")
    run([compiler, "-D", "warnings", "-C", "opt-level=0", "-C", "debuginfo=0", "law.rs"], folder)
    return numbers(run(["./law"], folder, lines(rows)), len(laws))


def javascript(laws: Sequence[OutputFormula], rows: Rows, folder: Path) -> Rows:
    node = tool("node")
    calls = "\n".join(
        f"for (const x of rows) console.log(String(predict_{law.target}({arguments(law, 'x[{}-1]')})));"
        for law in laws
    )
    main = (
        'import { readFileSync } from "node:fs";\n'
        'const text = readFileSync(0, "utf8").trim().split("\\n");\n'
        'const rows = text.map((line) => line.split(" ").map(Number));\n'
    )
    text = exported("javascript", laws) + main + calls
    (folder / "law.mjs").write_text(text, encoding="utf-8")
    return numbers(run([node, "law.mjs"], folder, lines(rows)), len(laws))


def fortran(laws: Sequence[OutputFormula], rows: Rows, folder: Path) -> Rows:
    compiler = tool("gfortran")
    text = exported("fortran", laws)
    assert max(len(line) for line in text.splitlines()) <= 132
    calls = "\n".join(
        f"  do i = 1, {len(rows)}\n    print '(es25.17e3)', &\n"
        f"      predict_{law.target}({arguments(law, 'x({}, i)')})\n  end do"
        for law in laws
    )
    main = (
        f"\nprogram main\n  use kanscope_law\n  real(dp) :: x({rows.shape[1]}, {len(rows)})\n  integer :: i\n"
        f"  read *, x\n{calls}\nend program\n"
    )
    (folder / "law.f90").write_text(text + main, encoding="utf-8")
    run([compiler, "-std=f2008", "-O0", "-Wall", "-Werror", "law.f90", "-o", "law"], folder)
    return numbers(run(["./law"], folder, lines(rows)), len(laws))


def r(laws: Sequence[OutputFormula], rows: Rows, folder: Path) -> Rows:
    interpreter = tool("Rscript")
    calls = "\n".join(f"show(predict_{law.target}({arguments(law, 'x[, {}]')}))" for law in laws)
    main = (
        "x <- as.matrix(read.table('rows'))\n"
        'show <- function(values) writeLines(sprintf("%.17g", rep_len(values, nrow(x))))\n'
        f"{calls}\n"
    )
    (folder / "law.R").write_text(exported("r", laws) + main, encoding="utf-8")
    (folder / "rows").write_text(lines(rows), encoding="utf-8")
    return numbers(run([interpreter, "--vanilla", "law.R"], folder), len(laws))


def octave(laws: Sequence[OutputFormula], rows: Rows, folder: Path) -> Rows:
    interpreter = tool("octave-cli", "octave")
    calls = "\n".join(
        f'printf("%.17g\\n", predict_{law.target}({arguments(law, "x(:, {})")}) + zeros(rows(x), 1));'
        for law in laws
    )
    main = f"x = load('-ascii', 'rows');\n{calls}\n"
    (folder / "law.m").write_text(exported("matlab", laws) + main, encoding="utf-8")
    (folder / "rows").write_text(lines(rows), encoding="utf-8")
    return numbers(run([interpreter, "--no-gui", "--norc", "--quiet", "law.m"], folder), len(laws))


RUNS: dict[Format, Run] = {
    "python": python("python"),
    "numpy": python("numpy"),
    "torch": python("torch"),
    "jax": python("jax"),
    "c": c,
    "rust": rust,
    "javascript": javascript,
    "fortran": fortran,
    "r": r,
    "matlab": octave,
}
"""Every language that can be run here."""
