import { edgesTouched, runsOut } from "../store/document";
import { type Action, edgeNow, touchable } from "./action";

/** Names the selected edge: the function chosen among its candidates takes the spline's place. */
export const fix: Action<{ edge: string; function: string }> = {
  id: "fix",
  label: "Fix",
  key: "Enter",
  enabled: (now) => {
    const edge = edgeNow(now);
    const busy = runsOut(now.records).some((run) => edge && edgesTouched(run).includes(edge.id));
    return touchable(now) && edge !== undefined && edge.status !== "cut" && !busy;
  },
  run: async (study, { edge, function: name }) => {
    await study.operate({ op: "fix_symbolic", edge, function: name });
    study.selection.setState({ preview: null, chosen: null });
  },
};
