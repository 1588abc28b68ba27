/** How wide the side panels are, which are folded, and whether the screen is presented; kept in this browser. */
import { createStore, useStore } from "zustand";

export type Side = "left" | "right";

interface Panel {
  /** In pixels; null as wide as the screen suggests. */
  width: number | null;
  folded: boolean;
}

export interface Layout {
  left: Panel;
  right: Panel;
  /** Only network and formula, for a room full of people. Ends with the page. */
  presenting: boolean;
}

export const BOUNDS: Record<Side, readonly [number, number]> = { left: [200, 440], right: [280, 560] };
const PLACE = "kanscope.layout";
const OPEN: Panel = { width: null, folded: false };

function panelFrom(kept: unknown, side: Side): Panel {
  const { width, folded } = (typeof kept === "object" && kept !== null ? kept : {}) as Partial<Panel>;
  return { width: typeof width === "number" ? within(side, width) : null, folded: folded === true };
}

/** What was kept, with anything senseless replaced by the default. */
export function layoutFrom(text: string | null): Layout {
  try {
    const kept = (JSON.parse(text ?? "{}") ?? {}) as Record<string, unknown>;
    return { left: panelFrom(kept.left, "left"), right: panelFrom(kept.right, "right"), presenting: false };
  } catch {
    return { left: OPEN, right: OPEN, presenting: false };
  }
}

export const within = (side: Side, width: number) =>
  Math.round(Math.max(BOUNDS[side][0], Math.min(BOUNDS[side][1], width)));

export const layoutStore = createStore<Layout>(() => layoutFrom(localStorage.getItem(PLACE)));
export const useLayout = () => useStore(layoutStore);

function change(side: Side, panel: Partial<Panel>): void {
  layoutStore.setState((now) => ({ [side]: { ...now[side], ...panel } }));
  const { left, right } = layoutStore.getState();
  localStorage.setItem(PLACE, JSON.stringify({ left, right }));
}

export const setWidth = (side: Side, width: number) =>
  change(side, { width: within(side, width), folded: false });
export const fold = (side: Side, folded: boolean) => change(side, { folded });
export const present = (presenting: boolean) => layoutStore.setState({ presenting });
