"""An archive with one wrong byte is an archive still, or refused as damaged; nothing else comes of it."""

from __future__ import annotations

import io
import random
import zipfile

from kanscope.tables.error import TableError
from kanscope.tables.zipped import members


def test_one_wrong_byte_of_what_an_archive_holds_is_called_damage() -> None:
    file, dice = io.BytesIO(), random.Random(0)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as into:
        into.writestr("x", str([dice.random() for _ in range(60)]))
        held = range(31, file.tell() - 1)  # the last byte may hold only what fills it up
    whole = file.getvalue()
    for place in range(len(whole)):
        wrong = bytearray(whole)
        wrong[place] ^= 0xFF
        try:
            names = members(bytes(wrong))
        except TableError as error:
            assert any(word in error.message for word in ("damaged", "more than", "unsafe"))
        else:
            assert place not in held and len(names) <= 1
