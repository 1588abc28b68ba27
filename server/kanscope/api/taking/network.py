"""The network for programs without KANscope."""

from __future__ import annotations

from kanscope.api.errors import Denied
from kanscope.api.taking.taken import Source, Taken


async def onnx(source: Source) -> Taken:
    """ONNX, splines and all, from columns to targets. Raises `Denied` (409) where its exporter is missing."""
    answer = await source.ask("onnx")
    if "refused" in answer:
        raise Denied(409, "refused", answer["refused"], field="format")
    return Taken(answer["data"], "onnx", "application/octet-stream")
