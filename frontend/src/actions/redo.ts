import { headOf } from "../store/document";
import { type Action, free } from "./action";

export const redo: Action = {
  id: "redo",
  label: "Redo",
  key: "Ctrl Shift Z",
  repeats: true,
  enabled: (now) => free(now) && headOf(now.records)?.followed_by != null,
  run: (study) => study.operate({ op: "redo" }),
};
