import type { Action } from "./action";

/** A function of one's own, a formula of x; from then on it is among every edge's candidates. */
export const addFunction: Action<{ name: string; formula: string }> = {
  id: "add-function",
  label: "Add the function",
  enabled: ({ line }) => line === "live",
  run: (study, own) => study.operate({ op: "add_function", ...own }),
};
