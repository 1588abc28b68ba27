/** How this person looks at the network: tool, form, filter, order of nodes. Nobody else sees it so. */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Form } from "../canvas/arrangement";

/** Nodes from top to bottom, by column; undefined: by number. */
export type NodeOrder = readonly (readonly number[] | undefined)[];

/** Which row is watched: a number counted from 0, or the one that is furthest off. */
export type ProbedRow = number | "worst";

export interface Sight {
  tool: "select" | "lasso";
  form: Form;
  /** Edges weaker than this are set back. */
  floor: number;
  /** The node whose inputs are spread out, as "column:node". */
  spread: string | null;
  order: NodeOrder | undefined;
  /** Original and last curves beside the present ones. */
  former: boolean;
  probe: ProbedRow | null;
  /** The run whose film is watched. */
  film: string | null;
  /** Whether a name is being typed to find its edges. */
  finding: boolean;
}

export type SightStore = StoreApi<Sight>;

const PLACE = "kanscope.order.";

/** The order of nodes is remembered for each study in this browser. */
export function makeSight(study: string): SightStore {
  const store = createStore<Sight>(() => ({
    tool: "select",
    form: "auto",
    floor: 0,
    spread: null,
    order: keptOrder(study),
    former: false,
    probe: null,
    film: null,
    finding: false,
  }));
  store.subscribe((now, before) => {
    if (now.order !== before.order) keepOrder(study, now.order);
  });
  return store;
}

/** One column's order replaced, the others as they are. */
export function withColumn(
  order: NodeOrder | undefined,
  column: number,
  nodes: readonly number[],
): NodeOrder {
  const length = Math.max(order?.length ?? 0, column + 1);
  return Array.from({ length }, (_, k) => (k === column ? nodes : order?.[k]));
}

function keepOrder(study: string, order: NodeOrder | undefined): void {
  try {
    if (order) localStorage.setItem(PLACE + study, JSON.stringify(order));
    else localStorage.removeItem(PLACE + study);
  } catch {
    // A browser without storage forgets it with the page.
  }
}

function keptOrder(study: string): NodeOrder | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(PLACE + study) ?? "null");
    return Array.isArray(kept) ? kept.map(permutationOf) : undefined;
  } catch {
    return undefined;
  }
}

/** What was kept, if it names each of 0 … n − 1 once. */
function permutationOf(kept: unknown): readonly number[] | undefined {
  if (!Array.isArray(kept)) return undefined;
  const sorted = kept.toSorted((a, b) => Number(a) - Number(b));
  return sorted.every((value, k) => value === k) ? (kept as number[]) : undefined;
}
