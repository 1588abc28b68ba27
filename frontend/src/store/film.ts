/** Which training can be watched again from a version: the last one on its way that left the network's shape. */
import type { Records, RunRecord, VersionRecord } from "../protocol/messages";
import { headOf, runBehind } from "./document";

/** What keeps every edge in its place, so that curves of before it are still curves of these edges. */
const KEEPS: ReadonlySet<string> = new Set([
  "train",
  "prune",
  "prune_edges",
  "prune_nodes",
  "prune_inputs",
  "restore_edges",
  "lock_edges",
  "unlock_edges",
  "fix_symbolic",
  "unfix_symbolic",
  "auto_symbolic",
  "refit",
  "snap",
  "refine_grid",
  "draw_curve",
  "wish",
  "set_units",
]);

/** The run whose film leads up to the version in sight; null where there is none. */
export function filmBehind(records: Records): RunRecord | null {
  let version = headOf(records);
  while (version) {
    const run = runBehind(records, version);
    if (!run || !KEEPS.has(run.operation.op)) return null;
    if (run.film) return run;
    version = parentOf(records, version);
  }
  return null;
}

function parentOf(records: Records, version: VersionRecord): VersionRecord | undefined {
  const parent = records[version.parents[0] ?? ""];
  return parent?.kind === "version" ? parent : undefined;
}
