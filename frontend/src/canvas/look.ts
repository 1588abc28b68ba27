/** How things stand at one moment: what is selected, where every curve is on its way, whether a run runs. */
import type { Point } from "./geometry";
import type { Seen } from "./levels";
import type { CurveView } from "./view";

export interface Preview {
  id: string;
  curve: CurveView | null;
  name: string | null;
}

/** What an edge was: in the study's first version, and in the one before. */
export interface Former {
  original?: CurveView | null;
  last?: CurveView | null;
}

/** One row of the table on its way through the network, in the study's own units. */
export interface Probe {
  /** x and y on each edge, by id. */
  edges: ReadonlyMap<string, { x: number; y: number }>;
  /** What each input, node and output holds, by "column:node". */
  nodes: ReadonlyMap<string, string>;
}

export interface Look {
  /** The curve as it is drawn now, in motion or at rest. */
  curveOf(id: string): CurveView | null;
  /** Former curves, the oldest first; empty unless a run runs. */
  trailOf(id: string): readonly CurveView[];
  /** Asked for: the curve an edge began with and the last one. */
  formerOf(id: string): Former | null;
  strengthOf(id: string): number;
  /** How far a curve rises, cheap to ask. */
  riseOf(id: string): number;
  /** How much of an edge is drawn in a box this wide on the paper. */
  levelOf(id: string, width: number): Seen;
  /** Edges weaker than this are set back: a pale stroke, no glyph. */
  floor: number;
  selected: string | null;
  hovered: string | null;
  /** Several edges chosen together. */
  chosen: ReadonlySet<string>;
  /** Edges pointed at from elsewhere: their part of the formula. */
  lit: ReadonlySet<string>;
  /** Whether what a cut would cost is written beside edges and nodes. */
  costs: boolean;
  preview: Preview | null;
  /** One row on its way through the network. */
  probe: Probe | null;
  /** The cell under the pointer, where cells are too small to read: curves around it are shown. */
  lens: string | null;
  /** The lasso while it is drawn, on the paper. */
  loop: readonly Point[] | null;
  training: boolean;
  zoom: number;
  /** No numbers: thumbnails and the moving example. */
  quiet: boolean;
}

/** The look of one glyph. */
export interface GlyphLook {
  level: Seen;
  strength: number;
  curve: CurveView | null;
  trail: readonly CurveView[];
  former: Former | null;
  preview: Preview | null;
  selected: boolean;
  hovered: boolean;
  /** Whether the cost of cutting is written. */
  costs: boolean;
  /** y range that all curves of the layer share. */
  span: number;
  zoom: number;
  quiet: boolean;
  /** Where the edge's wire touches the glyph. */
  plugs: readonly Point[];
}
