"""Why a store says no. Each is an answer to the caller, never a fault of the disk."""

from __future__ import annotations


class StoreRefused(Exception):
    """Base of everything a store refuses; nothing was written."""


class UnknownStudy(StoreRefused):
    """No study has this id."""

    def __init__(self, study: str) -> None:
        super().__init__(f"there is no study {study!r}")
        self.study = study


class StudyExists(StoreRefused):
    """A study with this id is already kept."""

    def __init__(self, study: str) -> None:
        super().__init__(f"study {study!r} exists already")
        self.study = study


class NumberRefused(StoreRefused):
    """This number does not follow the last: somebody else committed first, or one is missing."""

    def __init__(self, study: str, last: int, got: int) -> None:
        super().__init__(f"study {study!r} stands at {last}, so {got} cannot follow")
        self.study, self.last, self.got = study, last, got


class KeyUsed(StoreRefused):
    """This idempotency key already has an answer in this study; ask for it with `answer`."""

    def __init__(self, study: str, key: str) -> None:
        super().__init__(f"key {key!r} was already answered in study {study!r}")
        self.study, self.key = study, key


class NotKeepable(StoreRefused, ValueError):
    """A value that not every database and browser can hold: NaN, an infinity, NUL, half a surrogate pair."""
