import { edgesOf } from "../store/document";
import { type Action, free } from "./action";

/** Gives every edge without a name the best one of the library, the surest first. */
export const nameAll: Action = {
  id: "name-all",
  label: "Name all",
  enabled: (now) =>
    free(now) && edgesOf(now.records).some(({ status, locked }) => status === "spline" && !locked),
  run: (study) => study.operate({ op: "auto_symbolic" }),
};
