"""KANscope: a scientist and a Kolmogorov-Arnold network find a formula together."""

from kanscope.version import __version__ as __version__
