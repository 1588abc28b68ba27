import type { Action } from "./action";

/** Says something about an edge, a node, a version or the study. */
export const comment: Action<{ on: string; text: string }> = {
  id: "comment",
  label: "Comment",
  enabled: ({ line }) => line === "live",
  run: (study, said) => study.operate({ op: "comment", ...said }),
};
