/** Sparklines in a crowded layer are placed like names on a map: strongest first, where there is still room. */
import { around, type Bezier, type Box, grown, overlap, pointAt } from "./geometry";
import type { EdgeView } from "./view";

export interface Wired {
  edge: EdgeView;
  wire: Bezier;
}

/** Places tried along a wire, the middle first. */
const TRIES = [0.5, 0.62, 0.38, 0.72, 0.28, 0.56, 0.44, 0.67, 0.33, 0.78, 0.22];
/** Weaker edges stay strokes; opening one shows its curve. */
export const BEAD_FLOOR = 0.14;
const MOST = 400;

/** Boxes by edge id; an edge without room has none. */
export function placeBeads(
  wired: readonly Wired[],
  size: { w: number; h: number },
  taken: readonly Box[],
): Map<string, Box> {
  const placed: Box[] = [...taken];
  const boxes = new Map<string, Box>();
  for (const { edge, wire } of strongestFirst(wired)) {
    const box = firstFree(wire, size, placed);
    if (!box) continue;
    placed.push(box);
    boxes.set(edge.id, box);
  }
  return boxes;
}

function strongestFirst(wired: readonly Wired[]): Wired[] {
  const worth = wired.filter(({ edge }) => edge.status !== "cut" && edge.strength >= BEAD_FLOOR);
  return worth.sort((a, b) => b.edge.strength - a.edge.strength).slice(0, MOST);
}

function firstFree(wire: Bezier, size: { w: number; h: number }, placed: readonly Box[]): Box | null {
  for (const t of TRIES) {
    const box = around(pointAt(wire, t), size.w, size.h);
    const roomy = grown(box, size.h * 0.16);
    if (!placed.some((other) => overlap(roomy, other))) return box;
  }
  return null;
}
