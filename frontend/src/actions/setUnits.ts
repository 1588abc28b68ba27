import { type Action, editable } from "./action";

/** The unit of each column; an empty one goes back to what the file says. */
export const setUnits: Action<Record<string, string>> = {
  id: "set-units",
  label: "Set a unit",
  enabled: editable,
  run: (study, units) => study.operate({ op: "set_units", units }),
};
