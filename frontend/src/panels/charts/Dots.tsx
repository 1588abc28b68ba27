/** Rows as dots: one path for all of a kind, so that thousands cost nothing. */
import type { Scale } from "./scale";

export interface DotsProps {
  x: readonly (number | null)[];
  y: readonly (number | null)[];
  /** Which rows test; they lie above the others and are open rings. */
  test: readonly boolean[];
  across: Scale;
  up: Scale;
}

export function Dots({ x, y, test, across, up }: DotsProps) {
  return (
    <>
      <path
        d={places(x, y, across, up, (row) => test[row] === false)}
        fill="none"
        stroke="var(--c-train)"
        strokeWidth="3.4"
        strokeLinecap="round"
        opacity="0.4"
      />
      <path d={rings(x, y, across, up, (row) => test[row] === true)} fill="none" stroke="var(--c-test)" />
    </>
  );
}

type Numbers = readonly (number | null)[];
type Chosen = (row: number) => boolean;

function each(x: Numbers, y: Numbers, across: Scale, up: Scale, chosen: Chosen): [string, string][] {
  const [found, frame] = [[] as [string, string][], 4000];
  for (let row = 0; row < x.length; row++) {
    const [a, b] = [x[row], y[row]];
    if (a == null || b == null || !chosen(row)) continue;
    const [left, top] = [across(a), up(b)];
    if (Math.abs(left) < frame && Math.abs(top) < frame) found.push([left.toFixed(1), top.toFixed(1)]);
  }
  return found;
}

const places = (x: Numbers, y: Numbers, across: Scale, up: Scale, chosen: Chosen) =>
  each(x, y, across, up, chosen)
    .map(([left, top]) => `M${left} ${top}h0`)
    .join("");

const rings = (x: Numbers, y: Numbers, across: Scale, up: Scale, chosen: Chosen) =>
  each(x, y, across, up, chosen)
    .map(([left, top]) => `M${left} ${top}m-2.6 0a2.6 2.6 0 1 0 5.2 0a2.6 2.6 0 1 0 -5.2 0`)
    .join("");
