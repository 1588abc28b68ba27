"""Numbers as people read them in sentences: two significant digits, true signs, powers of ten when small."""

from __future__ import annotations

from math import floor, isfinite, log10

_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def error_text(value: float, digits: int = 2) -> str:
    """An error with `digits` significant digits: "0.040", "12", "2.4·10⁻¹⁰"."""
    if value == 0 or not isfinite(value):
        return "0" if value == 0 else str(value)
    power = floor(log10(abs(float(f"{value:.{digits - 1}e}"))))
    if power < -4 or power > 5:
        raised = str(power).translate(_RAISED)
        return f"{value / 10.0**power:.{digits - 1}f}·10{raised}".replace("-", "−")
    return f"{value:.{max(0, digits - 1 - power)}f}".replace("-", "−")


def share_text(share: float) -> str:
    """A part of a whole that is neither none nor all: "37 %", "0.4 %", "less than 0.1 %"."""
    percent = 100 * share
    if percent < 0.1:
        return "less than 0.1 %"
    return f"{percent:.1f} %" if percent < 1 else f"{min(percent, 99.0) if share < 1 else 100:.0f} %"


def r2_text(r2: float) -> str:
    """R² with as many nines as it has plus one digit, at most five decimals."""
    for digits in range(2, 6):
        if 1 - r2 > 10.0**-digits:
            return f"{r2:.{digits}f}"
    return f"{r2:.5f}"
