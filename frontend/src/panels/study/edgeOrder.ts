/** How the edges are listed: by what, and which of them. */
import type { EdgeRecord } from "../../protocol/messages";
import { placeOf } from "../../store/names";
import { matcher } from "./findEdges";

export interface EdgeLine {
  edge: EdgeRecord;
  name: string;
  /** "φ3", or its function. */
  label: string;
  cost: number | undefined;
}

export type Key = "name" | "state" | "strength" | "cost";

export interface EdgeOrder {
  key: Key;
  falling: boolean;
}

/** The same column the other way round, or another one the way that says most first. */
export const turned = (order: EdgeOrder, key: Key): EdgeOrder =>
  order.key === key
    ? { key, falling: !order.falling }
    : { key, falling: key === "strength" || key === "cost" };

/** Cut edges stay at the end, whichever way round the others are. */
export function ordered(lines: readonly EdgeLine[], { key, falling }: EdgeOrder): EdgeLine[] {
  const compare = COMPARE[key];
  return lines.toSorted(
    (one, other) =>
      Number(one.edge.status === "cut") - Number(other.edge.status === "cut") ||
      (falling ? compare(other, one) : compare(one, other)) ||
      byPlace(one, other),
  );
}

const STATES = { spline: 0, symbolic: 1, cut: 2 } as const;

const COMPARE: Record<Key, (one: EdgeLine, other: EdgeLine) => number> = {
  name: (one, other) => byPlace(one, other),
  state: (one, other) =>
    STATES[one.edge.status] - STATES[other.edge.status] ||
    Number(one.edge.locked) - Number(other.edge.locked) ||
    (one.edge.function ?? "").localeCompare(other.edge.function ?? ""),
  strength: (one, other) => one.edge.score - other.edge.score,
  cost: (one, other) =>
    (one.cost ?? Number.NEGATIVE_INFINITY) - (other.cost ?? Number.NEGATIVE_INFINITY) || 0,
};

function byPlace(one: EdgeLine, other: EdgeLine): number {
  const [a, b] = [placeOf(one.edge.id), placeOf(other.edge.id)];
  return a.layer - b.layer || a.target - b.target || a.source - b.source;
}

/** By the ends of an edge, its label or its state. */
export function matching(lines: readonly EdgeLine[], typed: string): readonly EdgeLine[] {
  const fits = matcher(typed);
  if (!fits) return lines;
  return lines.filter(({ edge, name, label }) => {
    const state = edge.status === "symbolic" ? "named" : edge.status;
    return fits([...name.split(" → "), label, state, edge.locked ? "locked" : ""]);
  });
}
