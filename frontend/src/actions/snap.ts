import { edgesOf } from "../store/document";
import { type Action, free } from "./action";

/** Which numbers: one, with or without the text it is to be; those of an edge; or all. */
export interface Snapped {
  edge?: string;
  constant?: "a" | "b" | "c" | "d";
  value?: string;
  all?: boolean;
}

/** Makes numbers of named edges exact and fits the others around them. */
export const snap: Action<Snapped> = {
  id: "snap",
  label: "Snap",
  enabled: (now) => free(now) && edgesOf(now.records).some((edge) => edge.status === "symbolic"),
  run: (study, which) => study.operate({ op: "snap", ...which }),
};
