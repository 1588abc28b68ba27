import { trainingOut } from "../store/document";
import type { Action } from "./action";

export const stop: Action = {
  id: "stop",
  label: "Stop",
  enabled: ({ records, line }) => line === "live" && trainingOut(records) !== undefined,
  run: (study) => study.operate({ op: "stop" }),
};
