import { type Action, edgeNow, touchable } from "./action";

export const unfix: Action<string> = {
  id: "unfix",
  label: "Take the name off",
  enabled: (now) => touchable(now) && edgeNow(now)?.status === "symbolic",
  run: (study, edge) => study.operate({ op: "unfix_symbolic", edge }),
};
