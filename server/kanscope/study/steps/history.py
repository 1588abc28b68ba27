"""Versions: going back, going forward, names and notes. Nothing here is ever thrown away."""

from __future__ import annotations

from kanscope.study.draft import Draft, Refused
from kanscope.study.operations import Annotate, Checkout, NameVersion, ReadSealed, Redo, Undo
from kanscope.study.records import Head, Version
from kanscope.study.saying import say
from kanscope.study.steps.clause import step


@step.register
def _(operation: Checkout, draft: Draft) -> None:
    version = draft.version_record(operation.version)
    _look_at(draft, version)
    draft.text = f"Went to “{version.name or version.text}”"


@step.register
def _(operation: Undo, draft: Draft) -> None:
    head = _head(draft)
    if not head.parents:
        raise Refused(say("This is the first version; there is nothing to undo.", "nothing_to_undo"))
    _look_at(draft, draft.version_record(head.parents[0]))
    draft.text = f"Undid “{head.text}” by {head.author}"


@step.register
def _(operation: Redo, draft: Draft) -> None:
    head = _head(draft)
    if head.followed_by is None:
        raise Refused(say("Nothing was undone here, so there is nothing to redo.", "nothing_to_redo"))
    version = draft.version_record(head.followed_by)
    _look_at(draft, version)
    draft.text = f"Redid “{version.text}” by {version.author}"


@step.register
def _(operation: NameVersion, draft: Draft) -> None:
    version = draft.version_record(operation.version)
    draft.put(version.model_copy(update={"name": operation.name or None}))
    draft.text = f"Named a version “{operation.name}”" if operation.name else "Took a version's name away"


@step.register
def _(operation: Annotate, draft: Draft) -> None:
    version = draft.version_record(operation.version)
    draft.put(version.model_copy(update={"note": operation.text or None}))
    draft.text = f"Wrote a note on “{version.name or version.text}”"


@step.register
def _(operation: ReadSealed, draft: Draft) -> None:
    """Whoever looks, and at whichever version: it is counted, and undo gives no reading back."""
    version = draft.version_record(operation.version) if operation.version else _head(draft)
    if draft.state(version.id).data.sealed == 0:
        raise Refused(
            say("No rows are sealed.", "none_sealed"), hint="Seal some with set_split before you train."
        )
    if version.sealed_reading is not None:
        before = version.sealed_reading
        reason = f"The sealed rows were read for this version before (reading {before})."
        raise Refused(say(reason, "sealed_read", reading=before))
    reading = draft.study.sealed_readings + 1
    draft.put(draft.study.model_copy(update={"sealed_readings": reading}))
    draft.put(version.model_copy(update={"sealed_reading": reading}))
    draft.text = f"Read the sealed rows for “{version.name or version.text}” (reading {reading})"


def _head(draft: Draft) -> Version:
    head = draft.head
    if head is None:
        raise Refused(say("The first network is still being built.", "building"), code="busy")
    return head


def _look_at(draft: Draft, version: Version) -> None:
    """Put the versioned records back as they were, and remember the way for redo."""
    if draft.runs_out():
        reason = "A run is out. Stop it first: what it has reached is kept."
        raise Refused(say(reason, "run_out"), code="busy")
    state = draft.state(version.id)
    kept = {edge.id for edge in state.edges}
    draft.remove(*(edge.id for edge in draft.edges if edge.id not in kept))
    draft.put(state.data, state.network, *state.edges, Head(version=version.id))
    for parent in version.parents:
        draft.put(draft.version_record(parent).model_copy(update={"followed_by": version.id}))
    draft.version = version.id
