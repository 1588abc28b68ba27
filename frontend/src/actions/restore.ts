import { type Action, edgeNow, editable } from "./action";

export const restore: Action<string> = {
  id: "restore",
  label: "Restore",
  enabled: (now) => editable(now) && edgeNow(now)?.status === "cut",
  run: (study, edge) => study.operate({ op: "restore_edges", edges: [edge] }),
};
