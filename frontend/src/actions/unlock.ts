import { type Action, edgeNow, touchable } from "./action";

export const unlock: Action<string> = {
  id: "unlock",
  label: "Unlock",
  key: "K",
  enabled: (now) => touchable(now) && edgeNow(now)?.locked === true,
  run: (study, edge) => study.operate({ op: "unlock_edges", edges: [edge] }),
};
