"""The formats a formula can be taken away in, by name alone: any process may import this."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Format = Literal[
    "latex", "sympy", "python", "numpy", "torch", "jax", "c", "julia", "r", "matlab", "mathematica",
    "fortran", "rust", "javascript", "excel",
]  # fmt: skip


@dataclass(frozen=True)
class File:
    """What people call the format, and the ending and media type of its files.

    `unnamed`: whether it can say edges without a name, as φ.
    """

    title: str
    ending: str
    media: str = "text/plain"
    unnamed: bool = False


FILES: dict[Format, File] = {
    "latex": File("LaTeX", "tex", "application/x-tex", unnamed=True),
    "sympy": File("SymPy", "sympy.txt", unnamed=True),
    "python": File("Python", "py", "text/x-python"),
    "numpy": File("NumPy", "numpy.py", "text/x-python"),
    "torch": File("PyTorch", "torch.py", "text/x-python"),
    "jax": File("JAX", "jax.py", "text/x-python"),
    "c": File("C", "c", "text/x-c"),
    "julia": File("Julia", "jl"),
    "r": File("R", "R"),
    "matlab": File("MATLAB, Octave", "m", "text/x-matlab"),
    "mathematica": File("Mathematica", "wl"),
    "fortran": File("Fortran", "f90", "text/x-fortran"),
    "rust": File("Rust", "rs", "text/x-rust"),
    "javascript": File("JavaScript", "mjs", "text/javascript"),
    "excel": File("Excel", "tsv", "text/tab-separated-values"),
}
