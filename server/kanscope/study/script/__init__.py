"""A study as Python: what was done, one act after the other, in the words of `from kanscope import KAN`."""
