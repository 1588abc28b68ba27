/** Which edge is under the pointer: glyphs first, then wires; the nearest wins. */
import { around, type Box, centre, distanceToBox, distanceToCurve, type Point } from "./geometry";
import type { EdgePlace, Places, PortPlace } from "./layout";

/** No target on screen is smaller than this. */
const SMALLEST = 24;
/** A wire answers this far from its middle, in pixels on screen. */
const REACH = 8;

/** `p` in world units; `lifted` is drawn above the others and therefore comes first. */
export function edgeAt(
  places: Places,
  p: Point,
  zoom: number,
  lifted: { id: string; box: Box }[] = [],
): string | null {
  const above = lifted.find(({ box }) => distanceToBox(box, p) === 0);
  return above?.id ?? nearestGlyph(places, p, zoom) ?? nearestWire(places, p, zoom);
}

/** The node (or input, or output) under the pointer. */
export function nodeAt(places: Places, p: Point, zoom: number): NodeKey | null {
  for (const { layer, index, at, r } of places.nodes) {
    if (Math.hypot(p.x - at.x, p.y - at.y) <= Math.max(r, SMALLEST / 2 / zoom))
      return { column: layer, node: index };
  }
  const inside = (port: PortPlace): boolean => distanceToBox(port.box, p) === 0;
  const input = places.inputs.find(inside);
  if (input) return { column: 0, node: input.index };
  const output = places.outputs.find(inside);
  return output ? { column: places.last, node: output.index } : null;
}

export interface NodeKey {
  column: number;
  node: number;
}

function nearestGlyph(places: Places, p: Point, zoom: number): string | null {
  let best: { id: string; far: number } | null = null;
  for (const { id, box } of places.edges.values()) {
    if (!box || distanceToBox(atLeast(box, SMALLEST / zoom), p) > 0) continue;
    const far = distanceToBox(box, p) + 1e-3 * Math.hypot(p.x - centre(box).x, p.y - centre(box).y);
    if (!best || far < best.far) best = { id, far };
  }
  return best?.id ?? null;
}

const atLeast = (box: Box, size: number): Box =>
  around(centre(box), Math.max(box.w, size), Math.max(box.h, size));

function nearestWire(places: Places, p: Point, zoom: number): string | null {
  let best: string | null = null;
  let reach = REACH / zoom;
  for (const place of places.edges.values()) {
    const far = distanceToWires(place, p, reach);
    if (far < reach) [best, reach] = [place.id, far];
  }
  return best;
}

function distanceToWires(place: EdgePlace, p: Point, reach: number): number {
  const near = place.wires.filter((w) => {
    const [top, bottom] = w[1] < w[7] ? [w[1], w[7]] : [w[7], w[1]];
    return p.x >= w[0] - reach && p.x <= w[6] + reach && p.y >= top - reach && p.y <= bottom + reach;
  });
  return Math.min(Number.POSITIVE_INFINITY, ...near.map((w) => distanceToCurve(w, p)));
}
