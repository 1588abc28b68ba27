/** What this person is looking at: the selected edge (kept in the address), what is pointed at, what is previewed. */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { CurveView } from "../canvas/view";
import { rewrite } from "./address";

/** A candidate shown on its edge without being chosen yet. */
export interface Preview {
  edge: string;
  curve: CurveView;
  name: string;
  /** The network's test RMSE with it, nothing refitted; null where it is not a number. */
  rmse: number | null;
  /** The same once the rest is refitted; null where that is not known (yet). */
  refitted: number | null;
}

/** What a verb would do to some edges, shown before it is done. */
export interface Trying {
  verb: "cut" | "restore" | "lock" | "unlock";
  edges: readonly string[];
}

export interface Selection {
  edge: string | null;
  /** Several edges chosen together; empty while there is one or none. */
  many: readonly string[];
  trying: Trying | null;
  hovered: string | null;
  /** Edges whose part of the formula is pointed at. */
  lit: readonly string[];
  preview: Preview | null;
  /** The candidate chosen for the selected edge; null: the best, or the name it has. */
  chosen: string | null;
  /** What a price counts against accuracy when candidates are ranked. */
  costWeight: number;
  /** The edge whose plate is open to be drawn on. */
  drawing: string | null;
  /** The proposal somebody went to, and which of its two longer answers is being given. */
  proposal: string | null;
  deciding: "edit" | "reject" | null;
  hideCut: boolean;
  showCosts: boolean;
}

export type SelectionStore = StoreApi<Selection>;

const EDGE = /^edge:\d{1,3}:\d{1,5}:\d{1,5}$/;

export function edgeInAddress(search: string): string | null {
  const edge = new URLSearchParams(search).get("edge");
  return edge && EDGE.test(edge) ? edge : null;
}

/** A selection that writes itself into the address. */
export function makeSelection(): SelectionStore {
  const store = createStore<Selection>(() => ({
    edge: edgeInAddress(location.search),
    many: [],
    trying: null,
    hovered: null,
    lit: [],
    preview: null,
    chosen: null,
    costWeight: 2,
    drawing: null,
    proposal: null,
    deciding: null,
    hideCut: true,
    showCosts: true,
  }));
  store.subscribe((now, before) => {
    if (now.edge === before.edge) return;
    if (now.drawing !== null && now.drawing !== now.edge) store.setState({ drawing: null });
    if (now.edge !== null && now.many.length > 0) store.setState({ many: [] });
    if (now.proposal === before.proposal) store.setState({ proposal: null, deciding: null });
    if (now.chosen === before.chosen && now.chosen !== null) store.setState({ chosen: null });
    rewrite("edge", now.edge);
  });
  return store;
}

/** One edge alone, several together, or none. */
export function choose(store: SelectionStore, edges: readonly string[]): void {
  const [one] = edges;
  if (edges.length === 1 && one !== undefined) store.setState({ edge: one, many: [], preview: null });
  else store.setState({ edge: null, many: edges, preview: null });
}

/** One more beside what is chosen, or one less. */
export function addOrDrop(store: SelectionStore, edge: string): void {
  const { edge: one, many } = store.getState();
  const chosen = one === null ? many : [one];
  choose(store, chosen.includes(edge) ? chosen.filter((id) => id !== edge) : [...chosen, edge]);
}
