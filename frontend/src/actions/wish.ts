import type { Shape } from "../protocol/messages";
import type { Action } from "./action";
import { drawable } from "./drawCurve";

/** Holds an edge to a shape from now on, or lets go of it. */
export const wish: Action<{ edge: string; shape: Shape | "none" }> = {
  id: "wish",
  label: "Wish it a shape",
  enabled: drawable,
  run: (study, wished) => study.operate({ op: "wish", ...wished }),
};
