import { edgesOf } from "../store/document";
import { type Action, free } from "./action";

/** Only while nothing is at work: a second prune has nothing left to take. */
export const prune: Action = {
  id: "prune",
  label: "Prune",
  enabled: (now) => free(now) && edgesOf(now.records).some((edge) => edge.status !== "cut"),
  run: (study) => study.operate({ op: "prune" }),
};
