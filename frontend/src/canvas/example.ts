/** Networks to look at before there is data: the toy law exp(sin πx + y²), and random ones of any width. */
import { clamp, lerp } from "./geometry";
import type { CurveView, EdgeView, NetworkView, PortView } from "./view";

const POINTS = 64;
type Fn = (u: number) => number;

/** A repeatable stream of numbers in [0, 1) (mulberry32). */
export function stream(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export function curveFrom(f: Fn): CurveView {
  const values = Float64Array.from({ length: POINTS }, (_, k) => f(-1 + (2 * k) / (POINTS - 1)));
  return { lo: Math.min(...values), hi: Math.max(...values), values };
}

const FAMILY: ((u: number, a: number) => number)[] = [
  (u, a) => Math.sin((1.6 + a) * u + a),
  (u, a) => 1.5 * (u + 0.2 * a) ** 2 - 0.6,
  (u) => 1.35 * Math.sqrt(Math.max(0, u + 1.05)) - 0.95,
  (u) => 1 / (u + 1.6) - 0.75,
  (u) => Math.exp(1.2 * u) / 1.8 - 0.95,
  (u, a) => Math.tanh((2 + 2 * a) * u),
  (u, a) => (a > 0.5 ? 0.9 : -0.9) * u,
  (u, a) => 1.6 * Math.exp(-6 * (u - 0.4 * a) ** 2) - 0.7,
];

function wiggle(random: () => number, size: number): Fn {
  const [a, b, c, d] = [random() * 3, 1 + 2 * random(), 2 * random() - 1, 6.28 * random()];
  return (u) => size * (0.7 * Math.sin(1.7 * b * u + a) + 0.6 * c * u + 0.3 * Math.sin(4.3 * u + d));
}

function bins(random: () => number, count: number): number[] {
  return Array.from({ length: count }, (_, k) => {
    const middle = Math.exp(-3 * (k / count - 0.5) ** 2);
    return 0.35 + 0.65 * middle * (0.7 + 0.5 * random());
  });
}

function edge(layer: number, source: number, target: number, random: () => number): EdgeView {
  const id = `edge:${layer}:${source}:${target}`;
  const [status, locked, busy, label, cost] = ["spline", false, false, "φ", "≈ 0"] as const;
  const density = bins(random, 28);
  return {
    id,
    layer,
    source,
    target,
    status,
    locked,
    busy,
    label,
    cost,
    density,
    strength: 0.04,
    curve: null,
    range: [-1, 1],
  };
}

function port(name: string, unit: string | null, random: () => number): PortView {
  return { name, unit, histogram: bins(random, 16), weak: false };
}

function scatter(random: () => number, spread: number): [number, number][] {
  return Array.from({ length: 90 }, () => {
    const v = random() ** 1.3;
    return [v, clamp(v + spread * (random() + random() - 1), 0, 1)];
  });
}

const sums = (counts: readonly number[]) => counts.map((n) => ({ sums: n, products: 0, arity: [] }));

function allEdges(counts: readonly number[], random: () => number): EdgeView[] {
  return counts
    .slice(1)
    .flatMap((targets, layer) =>
      Array.from({ length: targets * (counts[layer] ?? 0) }, (_, k) =>
        edge(layer, k % (counts[layer] ?? 1), Math.floor(k / (counts[layer] ?? 1)), random),
      ),
    );
}

export type ToyStage = "learnt" | "pruned" | "named";

const STRONG: Record<
  string,
  { strength: number; f: Fn; label: string; name: string; cost: string; range: [number, number] }
> = {
  x: {
    strength: 0.94,
    f: (u) => 0.96 * Math.sin(Math.PI * u),
    label: "φ1",
    name: "sin",
    cost: "+0.69",
    range: [-1, 1],
  },
  y: { strength: 0.71, f: (u) => 1.5 * u * u - 0.62, label: "φ2", name: "y²", cost: "+0.41", range: [-1, 1] },
  h: {
    strength: 1,
    f: (u) => Math.exp(1.55 * u + 0.35) / 3.35 - 1.02,
    label: "φ3",
    name: "exp",
    cost: "+1.38",
    range: [-1, 2],
  },
};

/** exp(sin πx + y²) as a [2, hidden, 1] network learns it: three curves matter, the rest idles. */
export function toyView(stage: ToyStage, hidden = 5, keep = 2): NetworkView {
  const random = stream(11);
  const edges = allEdges([2, hidden, 1], random).map((e, k): EdgeView => {
    const key =
      e.layer === 1 ? (e.source === keep ? "h" : "") : e.target === keep ? (e.source === 0 ? "x" : "y") : "";
    const strong = STRONG[key];
    const idle = wiggle(random, 0.06 + 0.1 * random());
    if (!strong) {
      const status = stage === "learnt" ? "spline" : "cut";
      return { ...e, status, label: `φ${k + 4}`, strength: 0.02 + 0.05 * random(), curve: curveFrom(idle) };
    }
    const named = stage === "named";
    const shown = {
      label: named ? strong.name : strong.label,
      status: named ? "symbolic" : "spline",
    } as const;
    return {
      ...e,
      ...shown,
      cost: strong.cost,
      range: strong.range,
      strength: strong.strength,
      curve: curveFrom(strong.f),
    };
  });
  return {
    width: sums([2, hidden, 1]),
    edges,
    inputs: [port("x", "rad", random), port("y", "m", random)],
    outputs: [{ ...port("f", null, random), r2: "0.99998", scatter: scatter(random, 0.012) }],
  };
}

/** The toy network's curves on their way: at 0 all are alike, at 1 three have taken shape. */
export function takingShape(view: NetworkView, progress: number, time: number): Map<string, CurveView> {
  const random = stream(4);
  const curves = new Map<string, CurveView>();
  for (const e of view.edges) {
    const [start, sway] = [wiggle(random, 0.5), wiggle(random, 0.07)];
    const phase = 6.28 * random();
    const end = e.curve?.values ?? [];
    const f: Fn = (u) => {
      const learnt = end[Math.round(((u + 1) / 2) * (POINTS - 1))] ?? 0;
      return lerp(start(u), learnt, progress) + Math.sin(time + phase) * sway(u + 0.3 * Math.sin(0.8 * time));
    };
    curves.set(e.id, curveFrom(f));
  }
  return curves;
}

/** A network of any width with plausible curves, the same for the same seed. */
export function exampleView(counts: readonly number[], seed: number, names?: readonly string[]): NetworkView {
  const random = stream(seed);
  const edges = allEdges(counts, random).map((e, k): EdgeView => {
    const strong = random();
    const strength =
      strong > 0.6 ? 0.45 + 0.55 * random() : strong > 0.45 ? 0.16 + 0.1 * random() : 0.02 + 0.06 * random();
    const [kind, a, sign] = [Math.floor(random() * FAMILY.length), random(), random() > 0.3 ? 1 : -1];
    const shape = FAMILY[kind] ?? Math.sin;
    return {
      ...e,
      label: `φ${k + 1}`,
      strength,
      cost: strength < 0.1 ? "≈ 0" : `+${strength.toFixed(2)}`,
      curve: curveFrom((u) => sign * strength * shape(u, a)),
    };
  });
  const name = (k: number): string => names?.[k] ?? `x${k + 1}`;
  const [first, last] = [counts[0] ?? 0, counts.at(-1) ?? 0];
  return {
    width: sums(counts),
    edges,
    inputs: Array.from({ length: first }, (_, k) => port(name(k), null, random)),
    outputs: Array.from({ length: last }, (_, k) => ({
      ...port(names?.[first + k] ?? (last > 1 ? `y${k + 1}` : "y"), null, random),
      r2: "0.9984",
      scatter: scatter(random, 0.09),
    })),
  };
}
