"""Work that may take so much memory and no more: SymPy can swell an expression beyond what a machine has."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import resource
except ImportError:  # Windows has no such limits
    HAS_LIMITS = False
else:
    HAS_LIMITS = hasattr(resource, "RLIMIT_DATA")

STATUS = Path("/proc/self/status")


@contextmanager
def at_most(room: int) -> Iterator[None]:
    """Within it, this process gets `room` bytes beside what it has already; more raises MemoryError.

    Only where the system counts a process's own memory (Linux): elsewhere nothing is limited. A limit that is
    lower already stays.
    """
    held = _held() if HAS_LIMITS else None
    if held is None:
        yield
        return
    before = resource.getrlimit(resource.RLIMIT_DATA)
    limits = [held + room, *(limit for limit in before if limit != resource.RLIM_INFINITY)]
    resource.setrlimit(resource.RLIMIT_DATA, (min(limits), before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, before)


def _held() -> int | None:
    """Bytes of data this process has, as the limit counts them; None where the system does not say."""
    try:
        lines = STATUS.read_text().splitlines()
    except OSError:
        return None
    kilobytes = [line.split()[1] for line in lines if line.startswith("VmData:")]
    return 1024 * int(kilobytes[0]) if kilobytes else None
