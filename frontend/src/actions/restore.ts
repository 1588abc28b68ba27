import { type Action, edgeNow, touchable } from "./action";

export const restore: Action<string> = {
  id: "restore",
  label: "Restore",
  enabled: (now) => touchable(now) && edgeNow(now)?.status === "cut",
  run: (study, edge) => study.operate({ op: "restore_edges", edges: [edge] }),
};
