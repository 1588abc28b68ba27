/** From numbers to places on a plot. */

export interface Scale {
  (value: number): number;
  domain: readonly [number, number];
}

export function linear(domain: readonly [number, number], from: number, to: number): Scale {
  const span = domain[1] - domain[0] || 1;
  const scale = (value: number) => from + ((value - domain[0]) / span) * (to - from);
  return Object.assign(scale, { domain });
}

/** A place by the logarithm of a number; what is not above 0 has none. */
export function logarithmic(domain: readonly [number, number], from: number, to: number): Scale {
  const [lo, hi] = [Math.log(domain[0]), Math.log(domain[1])];
  const span = hi - lo || 1;
  const scale = (value: number) => from + ((Math.log(value) - lo) / span) * (to - from);
  return Object.assign(scale, { domain });
}

/** A little room on both sides, so that a curve never touches the frame. */
export function padded([lo, hi]: readonly [number, number], share = 0.08): [number, number] {
  const room = (hi - lo || Math.abs(hi) || 1) * share;
  return [lo - room, hi + room];
}

/** The same for a logarithmic axis: room is a factor. */
export function paddedLog([lo, hi]: readonly [number, number], share = 0.06): [number, number] {
  const factor = (hi / lo > 1 ? hi / lo : 10) ** share;
  return [lo / factor, hi * factor];
}

/** Round numbers inside the domain: steps of 1, 2 or 5. */
export function ticks([lo, hi]: readonly [number, number], wanted: number): number[] {
  const rough = (hi - lo) / Math.max(1, wanted);
  if (!(rough > 0) || !Number.isFinite(rough)) return [lo];
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((each) => each * power >= rough) ?? 10) * power;
  const first = Math.ceil(lo / step - 1e-9);
  const last = Math.floor(hi / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, k) => Number(((first + k) * step).toPrecision(12)));
}

/** An SVG path through evenly spaced values over the domain of x. */
export function pathOf(values: ArrayLike<number>, x: Scale, y: Scale): string {
  const [lo, hi] = x.domain;
  const step = (hi - lo) / Math.max(1, values.length - 1);
  let path = "";
  for (let k = 0; k < values.length; k++) {
    path += `${k ? "L" : "M"}${x(lo + k * step).toFixed(1)} ${y(values[k] ?? 0).toFixed(1)}`;
  }
  return path;
}

export function extent(values: ArrayLike<number>): [number, number] {
  let [lo, hi] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let k = 0; k < values.length; k++) {
    const value = values[k] ?? 0;
    if (value < lo) lo = value;
    if (value > hi) hi = value;
  }
  return Number.isFinite(lo) && Number.isFinite(hi) ? [lo, hi] : [0, 1];
}
