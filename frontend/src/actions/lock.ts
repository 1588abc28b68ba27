import { type Action, edgeNow, touchable } from "./action";

export const lock: Action<string> = {
  id: "lock",
  label: "Lock",
  key: "K",
  enabled: (now) => {
    const edge = edgeNow(now);
    return touchable(now) && edge !== undefined && edge.status !== "cut" && !edge.locked;
  },
  run: (study, edge) => study.operate({ op: "lock_edges", edges: [edge] }),
};
