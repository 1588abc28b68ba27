import { trainingOut } from "../store/document";
import type { Action } from "./action";

export const pause: Action = {
  id: "pause",
  label: "Pause",
  key: "Space",
  enabled: ({ records, line }) => {
    const run = trainingOut(records);
    return line === "live" && run !== undefined && run.status !== "paused";
  },
  run: (study) => study.operate({ op: "pause" }),
};
