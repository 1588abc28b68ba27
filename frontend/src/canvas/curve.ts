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

/** x, y, x, y, … across the box at `count` of the curve's points: a small box needs few. */
export function curvePoints(
  curve: CurveView,
  box: Box,
  span: number,
  base: CurveView = curve,
  count = curve.values.length,
): number[] {
  const n = curve.values.length;
  const m = Math.max(2, Math.min(count, n));
  const [step, scale] = [(n - 1) / (m - 1), (box.h * 0.92) / (span || 1)];
  const [middle, level, far] = [(base.lo + base.hi) / 2, box.y + box.h / 2, 4 * box.h];
  const points = new Array<number>(2 * m);
  for (let k = 0; k < m; k++) {
    const value = curve.values[Math.round(k * step)] ?? 0;
    points[2 * k] = box.x + (box.w * k) / (m - 1);
    points[2 * k + 1] = level - Math.max(-far, Math.min(far, (value - middle) * scale));
  }
  return points;
}
