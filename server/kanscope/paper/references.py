"""What to cite, as BibTeX and as a list."""

from __future__ import annotations

from typing import NamedTuple

from kanscope.version import __version__


class Reference(NamedTuple):
    """`fields` as BibTeX has them, authors last name first."""

    key: str
    kind: str
    fields: dict[str, str]


REFERENCES = (
    Reference(
        "liu2024kan",
        "misc",
        {
            "author": "Liu, Ziming and Wang, Yixuan and Vaidya, Sachin and Ruehle, Fabian and Halverson, "
            "James and Solja{\\v{c}}i{\\'c}, Marin and Hou, Thomas Y. and Tegmark, Max",
            "title": "{KAN}: {Kolmogorov--Arnold} Networks",
            "year": "2024",
            "eprint": "2404.19756",
            "archiveprefix": "arXiv",
        },
    ),
    Reference(
        "liu2024kan2",
        "misc",
        {
            "author": "Liu, Ziming and Ma, Pingchuan and Wang, Yixuan and Matusik, Wojciech and Tegmark, Max",
            "title": "{KAN} 2.0: {Kolmogorov--Arnold} Networks Meet Science",
            "year": "2024",
            "eprint": "2408.10205",
            "archiveprefix": "arXiv",
        },
    ),
    Reference(
        "kanscope",
        "software",
        {
            "author": "{The KANscope contributors}",
            "title": "{KANscope}",
            "version": __version__,
            "url": "https://github.com/kanscope/kanscope",
        },
    ),
)
LISTED = (
    "Z. Liu, Y. Wang, S. Vaidya, F. Ruehle, J. Halverson, M. Soljačić, T. Y. Hou, M. Tegmark: "
    "KAN: Kolmogorov–Arnold Networks. arXiv:2404.19756, 2024.",
    "Z. Liu, P. Ma, Y. Wang, W. Matusik, M. Tegmark: KAN 2.0: Kolmogorov–Arnold Networks Meet Science. "
    "arXiv:2408.10205, 2024.",
    f"The KANscope contributors: KANscope {__version__}. https://github.com/kanscope/kanscope",
)


def bibtex() -> str:
    """All of them as a .bib file."""
    return "\n".join(_entry(reference) for reference in REFERENCES)


def _entry(reference: Reference) -> str:
    lines = [f"  {name} = {{{value}}}," for name, value in reference.fields.items()]
    return "\n".join((f"@{reference.kind}{{{reference.key},", *lines, "}", ""))
