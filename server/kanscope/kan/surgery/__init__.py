"""Changes of a network's structure. Every verb returns a new network and leaves the given one alone.

An edge is (l, i, j): layer, input node, output subnode; a node (position, index), inputs being at 0.
Ids never shift unless a verb says so; a cut edge keeps its curve for later.
"""

from kanscope.kan.surgery.compact import compact
from kanscope.kan.surgery.cut import cut_edges, cut_inputs, cut_nodes
from kanscope.kan.surgery.deepen import add_layer
from kanscope.kan.surgery.extend import extend
from kanscope.kan.surgery.grow import add_nodes
from kanscope.kan.surgery.lock import lock_edges, unlock_edges
from kanscope.kan.surgery.modules import module
from kanscope.kan.surgery.name import fix_symbolic, unfix_symbolic
from kanscope.kan.surgery.perturb import perturb
from kanscope.kan.surgery.places import Edge, Node, cut_between
from kanscope.kan.surgery.reorder import reorder, swap_nodes
from kanscope.kan.surgery.restore import restore_edges
from kanscope.kan.surgery.sparse import sparse_start
from kanscope.kan.surgery.tidy import auto_swap, connection_cost
from kanscope.kan.surgery.wish import grant, release

__all__ = [
    "Edge",
    "Node",
    "add_layer",
    "add_nodes",
    "auto_swap",
    "compact",
    "connection_cost",
    "cut_between",
    "cut_edges",
    "cut_inputs",
    "cut_nodes",
    "extend",
    "fix_symbolic",
    "grant",
    "lock_edges",
    "module",
    "perturb",
    "release",
    "reorder",
    "restore_edges",
    "sparse_start",
    "swap_nodes",
    "unfix_symbolic",
    "unlock_edges",
]
