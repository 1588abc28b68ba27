"""How much each edge, node and input matters: backwards from the outputs, or by how much it varies."""

from kanscope.kan.scores.attribution import (
    Scores,
    attribution,
    attribution_by_output,
    attribution_of_node,
)
from kanscope.kan.scores.forward import forward_scores
from kanscope.kan.scores.interaction import feature_interaction

__all__ = [
    "Scores",
    "attribution",
    "attribution_by_output",
    "attribution_of_node",
    "feature_interaction",
    "forward_scores",
]
