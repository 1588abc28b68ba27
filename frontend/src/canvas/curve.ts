/** Curves as numbers and as points in a box. All curves of a layer share one span, so a flat one is idle. */
import { type Box, clamp } from "./geometry";
import type { CurveView } from "./view";

export const POINTS = 64;

/** The same curve at 64 points. */
export function sampled(curve: CurveView): CurveView {
  const n = curve.values.length;
  if (n === POINTS) return curve;
  const values = Float64Array.from({ length: POINTS }, (_, k) =>
    valueAt(curve.values, (k / (POINTS - 1)) * (n - 1)),
  );
  return { ...curve, values };
}

function valueAt(values: ArrayLike<number>, at: number): number {
  const k = Math.floor(at);
  const [a, b] = [values[k] ?? 0, values[k + 1] ?? values[k] ?? 0];
  return a + (b - a) * (at - k);
}

/** Between two curves of 64 points, value by value. */
export function between(from: CurveView, to: CurveView, t: number): CurveView {
  const mix = (a: number, b: number): number => a + (b - a) * t;
  const values = new Float64Array(POINTS);
  for (let k = 0; k < POINTS; k++) values[k] = mix(from.values[k] ?? 0, to.values[k] ?? 0);
  return { lo: mix(from.lo, to.lo), hi: mix(from.hi, to.hi), values };
}

export const rise = (curve: CurveView): number => curve.hi - curve.lo;

/** Where a y of this curve falls in a box: the curve's own middle is the middle of the box. */
export function heightIn(box: Box, curve: CurveView, span: number, y: number): number {
  const share = (y - (curve.lo + curve.hi) / 2) / (span || 1);
  return box.y + box.h / 2 - clamp(share, -4, 4) * box.h * 0.92;
}

/** x, y, x, y, … across the box. */
export function curvePoints(curve: CurveView, box: Box, span: number, base: CurveView = curve): number[] {
  const n = curve.values.length;
  const points: number[] = [];
  for (let k = 0; k < n; k++) {
    points.push(box.x + (box.w * k) / Math.max(1, n - 1), heightIn(box, base, span, curve.values[k] ?? 0));
  }
  return points;
}

/** The area between a curve's points and a level, closed. */
export function washPoints(points: readonly number[], level: number): number[] {
  const last = points.at(-2) ?? 0;
  return [...points, last, level, points[0] ?? 0, level];
}
