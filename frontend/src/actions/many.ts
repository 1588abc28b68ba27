/** The verbs of one edge for several at once; those the verb does not fit are left as they are. */
import type { EdgeRecord, Records } from "../protocol/messages";
import { type Action, touchable } from "./action";

export type Verb = "cut" | "restore" | "lock" | "unlock";

const FITS: Record<Verb, (edge: EdgeRecord) => boolean> = {
  cut: (edge) => edge.status !== "cut" && !edge.locked,
  restore: (edge) => edge.status === "cut",
  lock: (edge) => edge.status !== "cut" && !edge.locked,
  unlock: (edge) => edge.locked,
};

/** Which of these edges a verb would change. */
export const fitting = (records: Records, edges: readonly string[], verb: Verb): string[] =>
  edges.filter((id) => {
    const record = records[id];
    return record?.kind === "edge" && FITS[verb](record);
  });

const OPERATION = {
  cut: "prune_edges",
  restore: "restore_edges",
  lock: "lock_edges",
  unlock: "unlock_edges",
} as const;

const LABEL = { cut: "Cut", restore: "Restore", lock: "Lock", unlock: "Unlock" } as const;

const many = (verb: Verb): Action<readonly string[]> => ({
  id: `${verb}Many`,
  label: LABEL[verb],
  enabled: touchable,
  run: async (study, edges) => {
    const fit = fitting(study.records, edges, verb);
    return fit.length > 0 ? study.operate({ op: OPERATION[verb], edges: fit }) : null;
  },
});

export const VERBS: Record<Verb, Action<readonly string[]>> = {
  cut: many("cut"),
  restore: many("restore"),
  lock: many("lock"),
  unlock: many("unlock"),
};
