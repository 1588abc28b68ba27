"""Prints what is unusually long. Sizes are signs, not laws: somebody looks at each."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
FILE, FUNCTION, PARAMETERS = 400, 50, 6


def main() -> None:
    """One line a finding."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    paths = [Path(line) for line in listed.stdout.splitlines() if line.endswith((".py", ".ts", ".tsx"))]
    for path in sorted(paths):
        if "generated" in path.name or "migrations" in path.parts or not (ROOT / path).is_file():
            continue
        text = (ROOT / path).read_text(encoding="utf-8")
        lines = text.count("\n")
        if lines > FILE:
            print(f"{path}: {lines} lines")
        if path.suffix == ".py":
            for finding in _functions(text):
                print(f"{path}:{finding}")


def _functions(text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION:
                yield f"{node.lineno} {node.name}: {lines} lines"
            names = [a.arg for a in (*node.args.posonlyargs, *node.args.args) if a.arg not in ("self", "cls")]
            if len(names) > PARAMETERS:
                yield f"{node.lineno} {node.name}: {len(names)} parameters"


if __name__ == "__main__":
    main()
