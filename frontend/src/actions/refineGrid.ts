import { edgesOf, networkOf } from "../store/document";
import { type Action, editable } from "./action";

/** Twice the intervals keep every curve exactly as it is. */
export const refineGrid: Action = {
  id: "refine-grid",
  label: "Refine grid",
  enabled: (now) => editable(now) && edgesOf(now.records).some((edge) => edge.status === "spline"),
  run: (study) => study.operate({ op: "refine_grid", grid: 2 * (networkOf(study.records)?.grid ?? 1) }),
};
