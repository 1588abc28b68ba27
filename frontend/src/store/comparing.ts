/** Which two versions stand side by side on this person's screen, by number counted from 1; kept in the address. */
import { createStore, type StoreApi } from "zustand/vanilla";
import { rewrite } from "./address";

export interface Pair {
  a: number;
  b: number;
}

export type Side = keyof Pair;
export const SIDES = ["a", "b"] as const;

export interface Comparing {
  pair: Pair | null;
  /** Whether both cameras stand at the same place. */
  together: boolean;
}

export type ComparingStore = StoreApi<Comparing>;

/** "?compare=3-7": version 3 as A, 7 as B. */
export function pairInAddress(search: string): Pair | null {
  const [, a, b] = /^(\d{1,6})-(\d{1,6})$/.exec(new URLSearchParams(search).get("compare") ?? "") ?? [];
  return a !== undefined && b !== undefined ? { a: Number(a), b: Number(b) } : null;
}

/** A comparison that writes itself into the address. */
export function makeComparing(): ComparingStore {
  const store = createStore<Comparing>(() => ({ pair: pairInAddress(location.search), together: true }));
  store.subscribe(({ pair }, before) => {
    if (pair !== before.pair) rewrite("compare", pair && `${pair.a}-${pair.b}`);
  });
  return store;
}

/** One version put on a side; where it stood on the other one, the two change places. */
export function placed(pair: Pair, side: Side, version: number): Pair {
  const other = side === "a" ? "b" : "a";
  const next = { ...pair, [side]: version };
  return next.a === next.b ? { ...next, [other]: pair[side] } : next;
}

export const swapped = ({ a, b }: Pair): Pair => ({ a: b, b: a });
