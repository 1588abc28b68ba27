"""When the database itself fails, in words for people; the drivers' own exceptions end here."""

from __future__ import annotations

from sqlalchemy.exc import DataError, DBAPIError, InterfaceError, OperationalError

from kanscope.storage.refusals import NotKeepable

_DISK = {8: "it cannot be written", 10: "the disk failed", 13: "there is no room", 14: "it cannot be opened"}
_DAMAGED = {11: "it is damaged", 26: "it is no database of KANscope"}
"""SQLite's primary result codes: READONLY, IOERR, FULL, CANTOPEN; CORRUPT, NOTADB."""

_UNSYNCED = (1034, 1290)
"""SQLite's extended result codes for an fsync that failed: of a file, of a folder."""

_NO_ROOM = "53100"
"""Postgres' disk_full."""


class StoreFailed(Exception):
    """The database failed. Whether what was asked is kept is not known until somebody looks."""


class DiskFailed(StoreFailed):
    """There is no room, or the disk cannot be written or read."""


class SyncFailed(DiskFailed):
    """The disk could not say that it has what was written; what it has is unknown."""


class StoreAway(StoreFailed):
    """The database cannot be reached, or somebody else holds it for too long."""


class CannotOpen(Exception):
    """The store cannot be opened; the message says why and what to do about it."""


def failure_of(error: DBAPIError) -> Exception:
    """What a driver's exception means; the exception itself where it means a mistake of ours."""
    if isinstance(error, DataError):
        return NotKeepable(f"the database cannot hold this: {error.orig}")
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        if code in _UNSYNCED:
            return SyncFailed("The disk failed to keep what was written.")
        return _of_sqlite(code & 0xFF, error)
    state = getattr(error.orig, "sqlstate", None)
    if state == _NO_ROOM:
        return DiskFailed("The database has no room left.")
    if error.connection_invalidated or isinstance(error, OperationalError | InterfaceError):
        return StoreAway(f"The database does not answer: {first_line(error)}.")
    return error


def first_line(error: DBAPIError) -> str:
    """The driver's own words, without SQL and without what was to be written."""
    return (str(error.orig).strip() or type(error.orig).__name__).splitlines()[0].rstrip(".")


def _of_sqlite(code: int, error: DBAPIError) -> Exception:
    if code in _DISK | _DAMAGED:
        return DiskFailed(f"The database file is of no use now: {(_DISK | _DAMAGED)[code]}.")
    if code in (5, 6):  # BUSY, LOCKED
        return StoreAway("Another program has the database open.")
    return error
