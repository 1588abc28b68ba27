"""The table and its roles: the study's first entry, roles, split, and the first network."""

from __future__ import annotations

from kanscope.study.columns import columns_of, no_column, read_derived, read_filter
from kanscope.study.draft import Draft, Refused
from kanscope.study.operations import BuildNetwork, DeriveColumn, SetFilter, SetRoles, SetSplit, SetUnits
from kanscope.study.records import Column, Study
from kanscope.study.reports import StudyCreated
from kanscope.study.saying import say
from kanscope.study.shape import first_shape
from kanscope.study.steps.clause import check, step
from kanscope.study.steps.queue import ask


@step.register
def _(entry: StudyCreated, draft: Draft) -> None:
    """Opens the study and asks for its first network."""
    if draft.records:
        raise Refused("This study exists already.")
    draft.put(
        Study(
            name=entry.name, dataset=entry.dataset, blob=entry.blob, rows=entry.rows, columns=entry.columns
        ),
        entry.data,
    )
    roles = entry.data
    check(SetRoles(inputs=roles.inputs, targets=roles.targets, logs=roles.logs), draft)
    shape = first_shape(entry.rows, len(roles.inputs), len(roles.targets))
    fresh = BuildNetwork(width=(len(roles.inputs), shape.hidden, len(roles.targets)), grid=shape.grid)
    ask(draft, entry.first or fresh)
    draft.text = f"Opened {entry.name}, {entry.rows} rows"


@step.register
def _(operation: SetRoles, draft: Draft) -> None:
    ask(draft, operation)


@check.register
def _(operation: SetRoles, draft: Draft) -> None:
    columns = columns_of(draft)
    for name in (*operation.inputs, *operation.targets):
        _refuse_unless_number(columns.get(name), name)
    used = [*operation.inputs, *operation.targets]
    if len(set(used)) < len(used):
        twice = next(name for name in used if used.count(name) > 1)
        reason = f"“{twice}” has two roles: a column is an input or a target, once."
        raise Refused(say(reason, "two_roles", column=twice), field="inputs")
    for name in operation.logs:
        _refuse_unless_positive(columns.get(name), name, used)


@step.register
def _(operation: SetSplit, draft: Draft) -> None:
    ask(draft, operation)


@check.register
def _(operation: SetSplit, draft: Draft) -> None:
    if operation.test + operation.sealed > 0.9:
        reason = say("At least a tenth of the rows must be left to train on.", "too_few_left")
        raise Refused(reason, field="test")


@step.register(SetFilter)
@step.register(SetUnits)
@step.register(DeriveColumn)
def _(operation: SetFilter | SetUnits | DeriveColumn, draft: Draft) -> None:
    ask(draft, operation)


@check.register
def _(operation: SetFilter, draft: Draft) -> None:
    if operation.condition and operation.condition.strip():
        read_filter(operation.condition, columns_of(draft))


@check.register
def _(operation: SetUnits, draft: Draft) -> None:
    columns = columns_of(draft)
    for name in operation.units:
        if name not in columns:
            raise Refused(no_column(name), field="units")


@check.register
def _(operation: DeriveColumn, draft: Draft) -> None:
    name, data = operation.name, draft.data
    if any(column.name == name for column in draft.study.columns):
        reason = say(f"The table has a column “{name}” already.", "column_exists", column=name)
        raise Refused(reason, field="name", hint="Choose another name.")
    before = [one.name for one in data.derived]
    if name in before:
        _refuse_in_use(name, draft)
    elif operation.formula is None:
        raise Refused(f"There is no derived column “{name}”.", field="name")
    if operation.formula is not None:
        known = columns_of(draft)
        later = before[before.index(name) :] if name in before else []
        read_derived(operation.formula, {k: column for k, column in known.items() if k not in later})


def _refuse_in_use(name: str, draft: Draft) -> None:
    """A derived column that a network, a filter or another column stands on stays as it is."""
    data = draft.data
    if name in (*data.inputs, *data.targets):
        reason = say(f"“{name}” is in use.", "column_in_use", column=name)
        raise Refused(reason, field="name", hint="Leave it out with set_roles first.")
    columns = columns_of(draft)
    if data.filter and name in read_filter(data.filter, columns):
        raise Refused(f"The filter stands on “{name}”.", field="name", hint="Change the filter first.")
    for other in data.derived:
        if name in read_derived(other.formula, columns):
            raise Refused(f"“{other.name}” is worked out from “{name}”.", field="name")


@step.register
def _(operation: BuildNetwork, draft: Draft) -> None:
    ask(draft, operation)


@check.register
def _(operation: BuildNetwork, draft: Draft) -> None:
    inputs, outputs = len(draft.data.inputs), len(draft.data.targets)
    if operation.model is not None:
        _refuse_unless_model_fits(operation, inputs, outputs)
    if operation.width[0] != inputs or operation.width[-1] != outputs:
        raise Refused(
            f"The data has {inputs} input(s) and {outputs} target(s), so the width must begin with {inputs} "
            f"and end with {outputs}.",
            field="width",
        )
    if any(nodes in (0, (0, 0)) for nodes in operation.width):
        raise Refused("Every layer needs at least one node.", field="width")


def _refuse_unless_model_fits(operation: BuildNetwork, inputs: int, outputs: int) -> None:
    ends = operation.width[0], operation.width[-1]
    if ends != (inputs, outputs):
        reason = (
            f"The model has {ends[0]} input(s) and {ends[1]} output(s), but {inputs} column(s) are inputs "
            f"and {outputs} target(s)."
        )
        hint = "Give as many columns these roles, in the order the model was trained with."
        raise Refused(reason, field="model", hint=hint)


def _refuse_unless_number(column: Column | None, name: str) -> None:
    if column is None:
        raise Refused(no_column(name), field="inputs")
    if column.kind != "number":
        reason = f"“{name}” holds {column.kind}, and only columns of numbers can be used."
        raise Refused(say(reason, "not_numbers", column=name, kind=column.kind), field="inputs")
    if column.minimum is None or column.minimum == column.maximum:
        reason = f"“{name}” is the same in every row, so nothing can be learnt from it."
        raise Refused(say(reason, "constant_column", column=name), field="inputs")


def _refuse_unless_positive(column: Column | None, name: str, used: list[str]) -> None:
    if column is None or name not in used:
        raise Refused(f"“{name}” is neither an input nor a target.", field="logs")
    if column.minimum is None or column.minimum <= 0:
        reason = f"“{name}” has values at or below 0, and those have no logarithm."
        raise Refused(
            say(reason, "not_positive", column=name),
            field="logs",
            hint="Use the column as it is, or leave those rows out.",
        )
