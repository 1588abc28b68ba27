import { edgesOf } from "../store/document";
import { type Action, editable } from "./action";

export const prune: Action = {
  id: "prune",
  label: "Prune",
  enabled: (now) => editable(now) && edgesOf(now.records).some((edge) => edge.status !== "cut"),
  run: (study) => study.operate({ op: "prune" }),
};
