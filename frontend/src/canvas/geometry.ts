/** Points, boxes and the cubic curves that wires follow. Lengths in CSS pixels at zoom 1. */

export interface Point {
  x: number;
  y: number;
}

export interface Box extends Point {
  w: number;
  h: number;
}

/** x1, y1, first control point, second control point, x2, y2. */
export type Bezier = readonly [number, number, number, number, number, number, number, number];

export const clamp = (value: number, low: number, high: number): number =>
  Math.max(low, Math.min(high, value));

export const lerp = (from: number, to: number, t: number): number => from + (to - from) * t;

export const centre = (box: Box): Point => ({ x: box.x + box.w / 2, y: box.y + box.h / 2 });

export const around = (at: Point, w: number, h: number): Box => ({ x: at.x - w / 2, y: at.y - h / 2, w, h });

export const grown = (box: Box, by: number): Box => ({
  x: box.x - by,
  y: box.y - by,
  w: box.w + 2 * by,
  h: box.h + 2 * by,
});

/** The least box that holds all of them; null where there are none. */
export function holding(boxes: readonly Box[]): Box | null {
  if (boxes.length === 0) return null;
  const [x, y] = [Math.min(...boxes.map((b) => b.x)), Math.min(...boxes.map((b) => b.y))];
  const right = Math.max(...boxes.map((b) => b.x + b.w));
  const bottom = Math.max(...boxes.map((b) => b.y + b.h));
  return { x, y, w: right - x, h: bottom - y };
}

export function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

/** Distance from a point to a box, 0 inside it. */
export function distanceToBox(box: Box, p: Point): number {
  const dx = Math.max(box.x - p.x, 0, p.x - box.x - box.w);
  const dy = Math.max(box.y - p.y, 0, p.y - box.y - box.h);
  return Math.hypot(dx, dy);
}

/** A curve that leaves and arrives level; `leave` and `arrive` say how long it stays level (0 to 1). */
export function levelCurve(from: Point, to: Point, leave = 0.5, arrive = leave): Bezier {
  const d = to.x - from.x;
  return [from.x, from.y, from.x + d * leave, from.y, to.x - d * arrive, to.y, to.x, to.y];
}

export function pointAt(b: Bezier, t: number): Point {
  const s = 1 - t;
  const [p, q, r, u] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t];
  return { x: p * b[0] + q * b[2] + r * b[4] + u * b[6], y: p * b[1] + q * b[3] + r * b[5] + u * b[7] };
}

/** Distance from a point to a curve, to about a pixel. */
export function distanceToCurve(b: Bezier, p: Point): number {
  let best = Number.POSITIVE_INFINITY;
  let before = pointAt(b, 0);
  for (let k = 1; k <= 16; k++) {
    const after = pointAt(b, k / 16);
    best = Math.min(best, distanceToSegment(before, after, p));
    before = after;
  }
  return best;
}

function distanceToSegment(a: Point, b: Point, p: Point): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length2 = dx * dx + dy * dy;
  const t = length2 === 0 ? 0 : clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length2, 0, 1);
  return Math.hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

/** Where a curve that passes through a box enters and leaves it. */
export function crossings(b: Bezier, box: Box): Point[] {
  const inside = Array.from({ length: 65 }, (_, k) => distanceToBox(box, pointAt(b, k / 64)) === 0);
  const [first, last] = [inside.indexOf(true) / 64, inside.lastIndexOf(true) / 64];
  if (first < 0) return [];
  return [border(b, box, first - 1 / 64, first), border(b, box, last + 1 / 64, last)];
}

/** Halves the way between a place outside and one inside until they meet. */
function border(b: Bezier, box: Box, outside: number, inside: number): Point {
  let [out, into] = [outside, inside];
  for (let k = 0; k < 7; k++) {
    const middle = (out + into) / 2;
    if (distanceToBox(box, pointAt(b, middle)) === 0) into = middle;
    else out = middle;
  }
  return pointAt(b, into);
}
