"""Judges formulas against laws. Knows nothing of the code that found them: only texts, ranges and numbers."""
