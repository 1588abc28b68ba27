"""The network for programs without KANscope."""

from __future__ import annotations

from kanscope.taking.taken import CannotTake, Source, Taken


async def onnx(source: Source) -> Taken:
    """ONNX, splines and all, from columns to targets. Raises `CannotTake` where its exporter is missing."""
    answer = await source.ask("onnx")
    if "refused" in answer:
        raise CannotTake(answer["refused"])
    return Taken(answer["data"], "onnx", "application/octet-stream")
