"""The way to a version, as a Python program."""

from __future__ import annotations

from kanscope.study.figures import error_text
from kanscope.study.lineage import line_of, run_of, state_of
from kanscope.study.records import Records, State, Version
from kanscope.study.script.act import Act
from kanscope.study.script.lines import lines
from kanscope.study.script.opening import imports, naming, reading
from kanscope.study.script.step import Step
from kanscope.study.steps.queue import FRESH
from kanscope.study.value import Value


class Script(Value):
    """What comes before, the acts from the last fresh network on, what comes after; all as a program.

    `left_out`: steps before that network, which left nothing of themselves in it.
    """

    opening: str
    acts: tuple[Act, ...]
    closing: str
    left_out: int
    program: str


def script(records: Records, version: Version) -> Script:
    """The program of a version's line of ancestors. All records a version needs are never thrown away."""
    line = line_of(records, version)
    first = max(
        k for k, one in enumerate(line) if isinstance(run_of(records, one).operation, FRESH) or k == 0
    )
    acts = tuple(_act(records, line, k) for k in range(first, len(line)))
    state = state_of(records, version)
    body = "\n".join(act.code for act in acts)
    verb = f"\n\n\n{naming(state.network)}" if "name(" in body else ""
    opening = f"{imports(body + verb)}\n\n{reading(state.data)}{verb}"
    closing = _closing(version, state)
    told = "\n\n".join(f"# {_one_line(act.text)}{_remark(act)}\n{act.code}" for act in acts)
    program = "\n\n\n".join([opening, told, closing]) + "\n"
    return Script(opening=opening, acts=acts, closing=closing, left_out=first, program=program)


def _act(records: Records, line: list[Version], k: int) -> Act:
    version, run = line[k], run_of(records, line[k])
    before = None if k == 0 or isinstance(run.operation, FRESH) else state_of(records, line[k - 1])
    said = lines(run.operation, Step(run, before, state_of(records, version)))
    return Act(version=version.id, text=version.text, code=said.code, differs=said.differs)


def _closing(version: Version, state: State) -> str:
    several = "" if len(state.data.targets) > 1 else " * float(spread_y)"
    stated = "" if version.test_rmse is None else f"  # the study: {error_text(version.test_rmse)}"
    print_it = f'print("test RMSE", float((guess - y[shown]).square().mean().sqrt()){several}){stated}'
    lines = ["with torch.no_grad():", "    guess = model(x[shown])", print_it]
    named = all(edge.status != "spline" for edge in state.edges)
    if named:
        names = [f"{name}" for name in state.data.inputs]
        formula = "normalizer=(mean_x, spread_x), output_normalizer=(mean_y, spread_y)"
        lines.append(f"formulas, _ = model.symbolic_formula({_symbols(names)}{formula})")
        lines.append('print(*formulas, sep="\\n")')
    return "\n".join(lines)


def _symbols(names: list[str]) -> str:
    """The inputs' own names where Python and SymPy can say them."""
    return f"var={names!r}, " if all(name.isidentifier() for name in names) else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _remark(act: Act) -> str:
    return f"\n# Differs: {_one_line(act.differs)}" if act.differs else ""
