import { trainingOut } from "../store/document";
import type { Action } from "./action";

export const resume: Action = {
  id: "resume",
  label: "Resume",
  key: "Space",
  enabled: ({ records, line }) => line === "live" && trainingOut(records)?.status === "paused",
  run: (study) => study.operate({ op: "resume" }),
};
