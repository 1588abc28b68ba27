export const edges = {
  title: "Edges",
  filter: "Filter edges",
  edge: "Edge",
  curve: "Curve",
  strength: "Strength",
  cost: "Cost of cut",
  cut: "cut",
  keys: "Enter opens an edge, Space chooses it beside others, X cuts or restores it, K locks or unlocks it.",
};
