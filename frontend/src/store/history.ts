/** Versions as lines of a drawing: the way to now on the left, branches beside it, undone steps below. */
import type { Records, VersionRecord } from "../protocol/messages";
import { headOf, versionsOf } from "./document";

export type Standing = "past" | "now" | "undone" | "branch";

export interface HistoryLine {
  version: VersionRecord;
  standing: Standing;
  /** 0 for the main line, 1 for what branches off. */
  lane: 0 | 1;
  /** The parent's lane, or null for the first version. */
  from: 0 | 1 | null;
  /** Whether the main line goes on above and below this row. */
  mainAbove: boolean;
  mainBelow: boolean;
  /** Whether a branch goes on below this row. */
  branchBelow: boolean;
}

/** The versions that led to `version`, itself included. */
export function wayTo(records: Records, version: VersionRecord): Set<string> {
  const way = new Set<string>();
  const open = [version.id];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const known = records[id];
    if (way.has(id) || known?.kind !== "version") continue;
    way.add(id);
    open.push(...known.parents);
  }
  return way;
}

/** What redo would come to, one after the other. */
function wayOn(records: Records, version: VersionRecord): Set<string> {
  const way = new Set<string>();
  let next = version.followed_by;
  while (next && !way.has(next)) {
    way.add(next);
    const known = records[next];
    next = known?.kind === "version" ? known.followed_by : null;
  }
  return way;
}

export function historyLines(records: Records): HistoryLine[] {
  const head = headOf(records);
  if (!head) return [];
  const [back, on] = [wayTo(records, head), wayOn(records, head)];
  const standing = ({ id }: VersionRecord): Standing => {
    if (id === head.id) return "now";
    if (back.has(id)) return "past";
    return on.has(id) ? "undone" : "branch";
  };
  const lane = (id: string) => (back.has(id) || on.has(id) ? 0 : 1);
  const versions = versionsOf(records);
  const lanes = versions.map(({ id }) => lane(id));
  const lastMain = lanes.lastIndexOf(0);
  return versions.map((version, row) => {
    const parent = version.parents[0];
    return {
      version,
      standing: standing(version),
      lane: lanes[row] ?? 0,
      from: parent === undefined ? null : lane(parent),
      mainAbove: row > 0 && row <= lastMain,
      mainBelow: row < lastMain,
      branchBelow: versions.some(
        (later, at) => at > row && lanes[at] === 1 && later.parents[0] === version.id,
      ),
    };
  });
}
