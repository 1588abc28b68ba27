"""`/docs`: what `/openapi.json` says, as a page that needs no script and nothing from another host."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

router = APIRouter(include_in_schema=False)

_STYLE = (
    "body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "code,pre{font-family:ui-monospace,monospace;font-size:13px}pre{overflow:auto;background:#f4f4f2}"
    "summary{cursor:pointer}td,th{text-align:left;padding:.1rem 1rem .1rem 0;vertical-align:top}"
)

_INTRODUCTION = (
    "Send <code>Authorization: Bearer TOKEN</code> with every request. Operations of a study go by POST to "
    "<code>/api/v1/studies/{study}/operations</code>; all that happens is told on the WebSocket "
    "<code>/api/v1/studies/{study}/live</code>, whose messages are among the forms below. What cannot be "
    "done is answered as <code>application/problem+json</code>."
)


@router.get("/docs")
async def docs(request: Request) -> HTMLResponse:
    """Every request, every form, for people."""
    return HTMLResponse("".join(_page(request.app.openapi())))


def _page(description: dict[str, Any]) -> Iterator[str]:
    title = f"{description['info']['title']} {description['info']['version']}"
    yield f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(title)}</title>'
    yield f"<style>{_STYLE}</style><h1>{escape(title)}</h1><p>{_INTRODUCTION}</p><h2>Requests</h2>"
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            yield from _request(method.upper(), path, operation)
    yield "<h2>Forms</h2>"
    for name, schema in sorted(description["components"]["schemas"].items()):
        text = escape(json.dumps(schema, indent=1, ensure_ascii=False))
        said = escape(schema.get("description", ""))
        yield f'<details id="{escape(name)}"><summary><b>{escape(name)}</b> {said}</summary><pre>{text}</pre>'
        yield "</details>"


def _request(method: str, path: str, operation: dict[str, Any]) -> Iterator[str]:
    said = escape(operation.get("description", ""))
    yield f"<details><summary><code>{method} {escape(path)}</code> {said}</summary><table>"
    for parameter in operation.get("parameters", []):
        required = "" if parameter.get("required") else ", optional"
        yield _row(f"{parameter['name']} ({parameter['in']}{required})", parameter["schema"])
    for kind, content in operation.get("requestBody", {}).get("content", {}).items():
        yield _row(f"takes {kind}", content["schema"])
    for status, answer in operation["responses"].items():
        for kind, content in answer.get("content", {}).items():
            yield _row(f"{status} {kind}", content.get("schema", {}))
    yield "</table></details>"


def _row(name: str, schema: dict[str, Any]) -> str:
    return f"<tr><th>{escape(name)}<td>{_form(schema)}"


def _form(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        name = escape(schema["$ref"].rsplit("/", 1)[-1])
        return f'<a href="#{name}">{name}</a>'
    if schema.get("type") == "array":
        return f"list of {_form(schema['items'])}"
    return f"<code>{escape(json.dumps(schema, ensure_ascii=False))}</code>"
