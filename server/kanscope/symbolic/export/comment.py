"""What every exported text says of itself: the target, and the columns it is computed from."""

from __future__ import annotations

from collections.abc import Sequence

from kanscope.symbolic.export.routine import Routine


def about(one: Routine) -> list[str]:
    """Lines of a comment: what is computed, and what each name stands for."""
    inputs = [f"  {each.name}: {each.said()}" for each in one.inputs]
    return [f"{one.said()}, from", *inputs] if inputs else [f"{one.said()}, a constant"]


def commented(lines: Sequence[str], sign: str, indent: str = "") -> list[str]:
    """The lines, each behind the sign of a comment."""
    return [f"{indent}{sign} {line}" for line in lines]


def function_names(routines: Sequence[Routine], reserved: Sequence[str] = ()) -> list[str]:
    """predict_TARGET for each, apart where case does not count, and from all columns."""
    used = {each.name.lower() for one in routines for each in one.inputs} | set(reserved)
    names: list[str] = []
    for number, one in enumerate(routines, 1):
        plain = "".join(
            sign
            for sign in one.target.replace(" ", "_")
            if sign.isascii() and (sign.isalnum() or sign == "_")
        )
        name = f"predict_{plain[:30].strip('_') or number}"
        while name.lower() in used:
            name += f"_{number}"
        used.add(name.lower())
        names.append(name)
    return names
