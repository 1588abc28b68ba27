import { headOf } from "../store/document";
import { type Action, free } from "./action";

export const undo: Action = {
  id: "undo",
  label: "Undo",
  key: "Ctrl Z",
  repeats: true,
  enabled: (now) => free(now) && (headOf(now.records)?.parents.length ?? 0) > 0,
  run: (study) => study.operate({ op: "undo" }),
};
