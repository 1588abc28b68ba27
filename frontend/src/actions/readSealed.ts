import { headOf } from "../store/document";
import type { Action } from "./action";

/** Measures a version on the rows nothing else looks at. Each reading is counted: the first tells most. */
export const readSealed: Action = {
  id: "read-sealed",
  label: "Read the sealed rows",
  enabled: ({ records, line }) => line === "live" && headOf(records)?.sealed_reading === null,
  run: (study) => study.operate({ op: "read_sealed" }),
};
