"""Whether the disk is still believed: after one failed fsync it is not, until a restart reads the truth.

The kernel may have dropped what it could not write, and says so once; a second fsync that succeeds proves
nothing.
"""

from __future__ import annotations

import errno

from kanscope.storage.durable import NotDurable


class Trust:
    """Shared by all that write to one server's disks."""

    def __init__(self) -> None:
        self.lost: NotDurable | None = None

    def require(self) -> None:
        """Raises why nothing may be written any more."""
        if self.lost is not None:
            raise self.lost

    def lose(self, why: Exception) -> None:
        """An fsync failed; the first reason counts."""
        if self.lost is None:
            self.lost = why if isinstance(why, NotDurable) else NotDurable(errno.EIO, str(why))
