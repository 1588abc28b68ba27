"""A file that is to be a study: whatever befell it, it is taken in whole or refused in a sentence."""

from __future__ import annotations

import io
import json
import random
import zipfile

import pytest

from kanscope.rooms.parcel import NoParcel, opened


def packed() -> bytes:
    """A zip with a deflated study.json that is no study."""
    file, dice = io.BytesIO(), random.Random(0)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as into:
        into.writestr("study.json", json.dumps([dice.random() for _ in range(60)]))
    return file.getvalue()


def test_one_wrong_byte_anywhere_is_refused_in_a_sentence() -> None:
    whole = packed()
    for place in range(len(whole)):
        wrong = bytearray(whole)
        wrong[place] ^= 0xFF
        with pytest.raises(NoParcel):
            opened(bytes(wrong))


def test_a_file_cut_short_is_refused_in_a_sentence() -> None:
    whole = packed()
    for length in range(0, len(whole), 7):
        with pytest.raises(NoParcel):
            opened(whole[:length])
