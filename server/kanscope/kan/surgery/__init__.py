"""Changes of a network's structure. Every verb returns a new network and leaves the given one alone.

An edge is (l, i, j): layer, input node, output subnode; a node (position, index), inputs being at 0.
Ids never shift; a cut edge keeps its curve for later.
"""

from kanscope.kan.surgery.cut import cut_edges, cut_nodes
from kanscope.kan.surgery.lock import lock_edges, unlock_edges
from kanscope.kan.surgery.name import fix_symbolic, unfix_symbolic
from kanscope.kan.surgery.places import Edge, Node
from kanscope.kan.surgery.restore import restore_edges

__all__ = [
    "Edge",
    "Node",
    "cut_edges",
    "cut_nodes",
    "fix_symbolic",
    "lock_edges",
    "restore_edges",
    "unfix_symbolic",
    "unlock_edges",
]
