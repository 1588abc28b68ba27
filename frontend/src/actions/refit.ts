import { edgesOf } from "../store/document";
import { type Action, free } from "./action";

/** Fits the numbers of all named edges together. */
export const refit: Action = {
  id: "refit",
  label: "Refit",
  enabled: (now) => free(now) && edgesOf(now.records).some((edge) => edge.status === "symbolic"),
  run: (study) => study.operate({ op: "refit" }),
};
