/** A curve being drawn: a few handles from left to right, and the smooth line through them. */

export interface Handle {
  x: number;
  y: number;
}

/** As the curve is sent: enough for every bend of the line on screen. */
const SENT = 96;
const HANDLES = 9;
/** A stroke of the pen is kept to this share of the height. */
const FAITHFUL = 0.015;
export const FEWEST = 2;

/** Handles on a curve given at evenly spaced x. */
export function handlesOn(values: ArrayLike<number>, [lo, hi]: readonly [number, number]): Handle[] {
  return Array.from({ length: HANDLES }, (_, k) => {
    const share = k / (HANDLES - 1);
    const place = share * (values.length - 1);
    const before = Math.floor(place);
    const [y0, y1] = [values[before] ?? 0, values[Math.min(before + 1, values.length - 1)] ?? 0];
    return { x: lo + share * (hi - lo), y: y0 + (place - before) * (y1 - y0) };
  });
}

/** A handle somewhere else; it never passes its neighbours. */
export function moved(handles: readonly Handle[], index: number, to: Handle): Handle[] {
  const [before, after] = [handles[index - 1], handles[index + 1]];
  const room = spanOf(handles) * 1e-3;
  let x = to.x;
  if (before) x = Math.max(x, before.x + room);
  if (after) x = Math.min(x, after.x - room);
  return handles.map((handle, k) => (k === index ? { x, y: to.y } : handle));
}

export const removed = (handles: readonly Handle[], index: number): Handle[] =>
  handles.length > FEWEST ? handles.filter((_, k) => k !== index) : [...handles];

export function added(handles: readonly Handle[], handle: Handle): Handle[] {
  const room = spanOf(handles) * 1e-3;
  const others = handles.filter(({ x }) => Math.abs(x - handle.x) > room);
  return [...others, handle].sort((one, other) => one.x - other.x);
}

/** One more handle on the line, halfway to the next one (or to the one before, at the end). */
export function split(handles: readonly Handle[], index: number): Handle[] {
  const at = Math.min(index, handles.length - 2);
  const [from, to] = [handles[at], handles[at + 1]];
  if (!from || !to) return [...handles];
  const x = (from.x + to.x) / 2;
  return added(handles, { x, y: lineThrough(handles)(x) });
}

/** A stroke of the pen takes the place of the handles under it. */
export function stroked(handles: readonly Handle[], stroke: readonly Handle[], height: number): Handle[] {
  const rising = ordered(stroke);
  const [first, last] = [rising[0], rising.at(-1)];
  if (!first || !last || last.x === first.x) return [...handles];
  const room = spanOf(handles) * 0.02;
  const beside = handles.filter(({ x }) => x < first.x - room || x > last.x + room);
  return [...beside, ...fewer(rising, height * FAITHFUL)].sort((one, other) => one.x - other.x);
}

/** What is sent: the line in many points, from the first handle to the last. */
export function sent(handles: readonly Handle[]): [number, number][] {
  const line = lineThrough(handles);
  const [lo, hi] = [handles[0]?.x ?? 0, handles.at(-1)?.x ?? 0];
  return Array.from({ length: SENT }, (_, k) => {
    const x = k === SENT - 1 ? hi : lo + (k / (SENT - 1)) * (hi - lo);
    return [x, line(x)];
  });
}

/** Smooth through the handles, and never higher or lower than both its neighbours (Fritsch and Carlson). */
export function lineThrough(handles: readonly Handle[]): (x: number) => number {
  const slopes = slopesAt(handles);
  return (x) => {
    const k = Math.max(
      0,
      handles.findLastIndex((handle, n) => handle.x <= x && n < handles.length - 1),
    );
    const [a, b] = [handles[k], handles[k + 1]];
    if (!a || !b) return a?.y ?? 0;
    const h = b.x - a.x;
    const t = Math.min(1, Math.max(0, (x - a.x) / h));
    const [ma, mb] = [slopes[k] ?? 0, slopes[k + 1] ?? 0];
    const s = 1 - t;
    return s * s * (1 + 2 * t) * a.y + t * s * s * h * ma + t * t * (3 - 2 * t) * b.y - t * t * s * h * mb;
  };
}

function slopesAt(handles: readonly Handle[]): number[] {
  const secants = handles.slice(1).map((b, k) => {
    const a = handles[k] ?? b;
    return (b.y - a.y) / (b.x - a.x || 1);
  });
  return handles.map((_, k) => {
    const [before, after] = [secants[k - 1], secants[k]];
    if (before === undefined) return after ?? 0;
    if (after === undefined) return before;
    if (before * after <= 0) return 0;
    return (2 * before * after) / (before + after);
  });
}

/** A pen that goes back draws again: what was drawn last holds. */
function ordered(stroke: readonly Handle[]): Handle[] {
  const [first, last] = [stroke[0], stroke.at(-1)];
  if (!first || !last) return [];
  const way = last.x >= first.x ? 1 : -1;
  const kept: Handle[] = [];
  for (const point of stroke) {
    while (kept.length > 0 && ((kept.at(-1)?.x ?? 0) - point.x) * way >= 0) kept.pop();
    kept.push(point);
  }
  return way > 0 ? kept : kept.reverse();
}

/** The fewest of the points between which no other lies farther off than `slack` (Douglas and Peucker). */
function fewer(points: readonly Handle[], slack: number): Handle[] {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || points.length < 3) return [...points];
  let [farthest, off] = [0, slack];
  points.forEach((point, k) => {
    const share = (point.x - first.x) / (last.x - first.x || 1);
    const distance = Math.abs(point.y - (first.y + share * (last.y - first.y)));
    if (distance > off) [farthest, off] = [k, distance];
  });
  if (farthest === 0) return [first, last];
  const [left, right] = [fewer(points.slice(0, farthest + 1), slack), fewer(points.slice(farthest), slack)];
  return [...left.slice(0, -1), ...right];
}

const spanOf = (handles: readonly Handle[]) => (handles.at(-1)?.x ?? 0) - (handles[0]?.x ?? 0);
