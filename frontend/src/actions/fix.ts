import { type Action, edgeNow, editable } from "./action";

/** Names the selected edge: the function chosen among its candidates takes the spline's place. */
export const fix: Action<{ edge: string; function: string }> = {
  id: "fix",
  label: "Fix",
  key: "Enter",
  enabled: (now) => editable(now) && edgeNow(now) !== undefined && edgeNow(now)?.status !== "cut",
  run: (study, { edge, function: name }) => study.operate({ op: "fix_symbolic", edge, function: name }),
};
