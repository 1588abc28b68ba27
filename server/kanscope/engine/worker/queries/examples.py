"""The built-in examples: `examples{}` lists them, `example{id}` builds one."""

from __future__ import annotations

from typing import Any

from kanscope.engine.worker.problem import QuestionWrong
from kanscope.engine.worker.queries.asked import Asked
from kanscope.engine.worker.queries.table_reply import table_reply
from kanscope.tables.examples import EXAMPLES, Example
from kanscope.tables.examples import example as find


def examples(asked: Asked) -> dict[str, Any]:
    """{examples: [{id, title, sentence, source, licence, inputs, target, rows}]}."""
    return {"examples": [_about(one) | _shape(one) for one in EXAMPLES]}


def example(asked: Asked) -> dict[str, Any]:
    """What `table_reply` says of an example, with what `examples` says of it."""
    try:
        found = find(str(asked.arguments.get("id")))
    except KeyError as error:
        known = ", ".join(example.id for example in EXAMPLES)
        raise QuestionWrong("There is no such example.", field="id", hint=f"Known: {known}") from error
    roles = {"inputs": list(found.inputs), "targets": list(found.targets), "logs": list(found.logs)}
    return table_reply(found.build(), roles) | _about(found)


def _about(example: Example) -> dict[str, str]:
    return {part: getattr(example, part) for part in ("id", "title", "sentence", "source", "licence")}


def _shape(example: Example) -> dict[str, Any]:
    return {"inputs": example.inputs, "target": example.targets[0], "rows": example.rows}
