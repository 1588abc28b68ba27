"""What people say about parts of a study."""

from __future__ import annotations

from kanscope.study.draft import Draft, Refused
from kanscope.study.operations import Comment
from kanscope.study.records import Note
from kanscope.study.steps.clause import step
from kanscope.study.widths import node_count


@step.register
def _(operation: Comment, draft: Draft) -> None:
    text = operation.text.strip()
    if not text:
        raise Refused("A comment needs words.", field="text")
    about = _name(operation.on, draft)
    stamp = draft.stamp
    note = Note(
        id=draft.next_id("note"), on=operation.on, about=about, text=text, author=stamp.author, at=stamp.at
    )
    draft.put(note)
    draft.text = f"Commented on {about}: “{text[:200]}”"


def _name(subject: str, draft: Draft) -> str:
    """What is commented on, as people call it; a refusal where there is none."""
    kind, _, _ = subject.partition(":")
    match kind:
        case "edge":
            return draft.name_of(draft.edge(subject).id)
        case "node":
            layer, index = (int(part) for part in subject.split(":")[1:])
            width = draft.network.width
            if layer >= len(width) or index >= node_count(width[layer]):
                raise Refused(f"There is no node {subject} in this network.", field="on")
            return draft.name_of_node(subject)
        case "version":
            version = draft.version_record(subject)
            return f"“{version.name or version.text}”"
        case _:
            return "the study"
