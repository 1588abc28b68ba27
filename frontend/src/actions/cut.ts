import { type Action, edgeNow, touchable } from "./action";

export const cut: Action<string> = {
  id: "cut",
  label: "Cut",
  key: "X",
  enabled: (now) => {
    const edge = edgeNow(now);
    return touchable(now) && edge !== undefined && edge.status !== "cut" && !edge.locked;
  },
  run: (study, edge) => study.operate({ op: "prune_edges", edges: [edge] }),
};
