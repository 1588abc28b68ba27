"""Which of the encodings of Chinese, Japanese and Korean some bytes are in, told by what they would mean.

A header has too few letters for statistics, but each script gives itself away: Japanese has kana, Korean is
all syllables, and of Chinese most are among the common characters that its standards list first.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_KANA = re.compile("[\u3040-\u30ff]")
_SYLLABLE = re.compile("[\uac00-\ud7a3]")
_CHARACTER = re.compile("[\u4e00-\u9fff]")
_SIGN = re.compile("[\u3000-\u303f\uff00-\uff60\u2010-\u2027\u00b0\u00b7]")


def east_asian(telling: bytes) -> str | None:
    """cp932, euc_jp, cp949, gb18030, big5, or None. `telling`: lines that are not plain ASCII."""
    return next((name for name, test in _TESTS if _passes(telling, name, test)), None)


def _passes(telling: bytes, name: str, test: Callable[[str], bool]) -> bool:
    try:
        foreign = "".join(letter for letter in telling.decode(name) if not letter.isascii())
    except UnicodeDecodeError:
        return False
    return bool(foreign) and test(foreign)


def _share(foreign: str, script: re.Pattern[str]) -> float:
    letters = _SIGN.sub("", foreign)
    return len(script.findall(letters)) / len(letters) if letters else 0.0


def _japanese(foreign: str) -> bool:
    written = _share(foreign, _KANA) + _share(foreign, _CHARACTER)
    return _share(foreign, _KANA) > 0.2 and written > 0.95


def _common(name: str, script: re.Pattern[str], first: int, last: int) -> Callable[[str], bool]:
    """Whether most are of a script, and most of these begin with a byte that the common ones begin with."""

    def test(foreign: str) -> bool:
        leads = [letter.encode(name)[0] for letter in script.findall(foreign)]
        common = sum(first <= lead <= last for lead in leads)
        return _share(foreign, script) > 0.9 and common > 0.7 * len(leads)

    return test


_TESTS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("cp932", _japanese),
    ("euc_jp", _japanese),
    ("cp949", _common("cp949", _SYLLABLE, 0xB0, 0xC8)),
    ("gb18030", _common("gb18030", _CHARACTER, 0xB0, 0xD7)),
    ("big5", _common("big5", _CHARACTER, 0xA4, 0xC6)),
    ("cp932", _common("cp932", _CHARACTER, 0x88, 0x97)),
)
