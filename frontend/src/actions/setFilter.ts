import { type Action, editable } from "./action";

/** Only rows for which a condition holds; null uses all. */
export const setFilter: Action<string | null> = {
  id: "set-filter",
  label: "Use only some rows",
  enabled: editable,
  run: (study, condition) => study.operate({ op: "set_filter", condition }),
};
