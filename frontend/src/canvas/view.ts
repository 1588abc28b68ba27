/** What the canvas draws. The store makes it from the study's records and the latest frame. */

/** y over [xlo, xhi] at evenly spaced points (64 as a rule), decoded to numbers; lo and hi bound y. */
export interface CurveView {
  lo: number;
  hi: number;
  values: ArrayLike<number>;
}

export type EdgeStatus = "spline" | "symbolic" | "cut";

export interface EdgeView {
  id: string;
  layer: number;
  /** Node of the layer's input side. */
  source: number;
  /** Subnode of the output side: a product of arity m owns m of them. */
  target: number;
  status: EdgeStatus;
  locked: boolean;
  busy: boolean;
  /** A curve is drawn on it, or a shape wished for it. */
  expected?: boolean;
  /** Somebody said something about it. */
  noted?: boolean;
  /** "φ3", or the function in its own input once named, such as "y²". */
  label: string;
  /** 0 to 1. */
  strength: number;
  curve: CurveView | null;
  /** The x at both ends of the curve. */
  range: [number, number] | null;
  /** Share of the rows in each bin of x; any scale. */
  density: number[] | null;
  /** What the test error would become without the edge, ready to show. */
  cost: string | null;
  /** Cut by what is being tried, or here but not in the version beside: its curve stays, faint. */
  going?: boolean;
  /** Not the same in the version beside this one. */
  differs?: boolean;
  /** Somebody proposes to name it so; nothing is decided. */
  proposed?: { label: string } | null;
}

export interface PortView {
  name: string;
  unit: string | null;
  histogram: number[] | null;
  /** Hardly used: drawn pale. */
  weak: boolean;
}

export interface OutputView extends PortView {
  r2: string | null;
  /** Pairs (actual, predicted). */
  scatter: [number, number][] | null;
}

export interface LayerWidth {
  sums: number;
  products: number;
  arity: number[];
}

export interface NetworkView {
  width: LayerWidth[];
  edges: EdgeView[];
  inputs: PortView[];
  outputs: OutputView[];
  /** What the test error would become without a hidden node, ready to show, by "node:layer:index". */
  nodeCosts?: ReadonlyMap<string, string>;
}

/** Below this an edge is idle: its plate sinks into the paper and becomes a sparkline. */
export const IDLE = 0.1;
