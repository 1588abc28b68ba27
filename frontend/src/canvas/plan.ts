/**
 * Decides, before any place is known, how each layer is arranged (edges stacked beside their nodes, or set
 * along their wires where there are too many), which edges are plates, and how big everything may be.
 */
import type { Room } from "./layout";
import { levelOf, PLATE_ROOM, type Threshold, thresholds } from "./levels";
import { loosened, type Scope, type Sizes, sizesAt, stackHeight } from "./stacks";
import { isLive, nodeCount, targetNode } from "./topology";
import type { EdgeView, NetworkView } from "./view";

export type Arrangement = "byTarget" | "bySource" | "alongWires";

export interface LayerPlan {
  arrangement: Arrangement;
  edges: EdgeView[];
}

export interface Plan {
  view: NetworkView;
  layers: LayerPlan[];
  /** Indices of the nodes that are drawn, a list a column. */
  columns: number[][];
  threshold: Threshold;
  sizes: Sizes;
}

const NODE_SLOT = 24;

export function makePlan(view: NetworkView, room: Room, height: number, span: number): Plan {
  const scope = { span, picture: room.ports === "disc" };
  const edges = view.edges.filter((e) => !room.hideCut || isLive(e) || e.going);
  const columns = shownNodes(view, edges, room);
  const layers = columns.slice(1).map((targets, layer): LayerPlan => {
    const arrangement = targets.length >= (columns[layer]?.length ?? 0) ? "byTarget" : "bySource";
    return { arrangement, edges: edges.filter((e) => e.layer === layer) };
  });
  const plan = {
    view,
    layers,
    columns,
    threshold: Number.POSITIVE_INFINITY,
    sizes: sizesAt(0, scope),
  };
  return grow(choosePlates(thinOut(plan, height), height, span), height, scope);
}

/** Ports are always drawn; a hidden node only while one of its edges is. */
function shownNodes(view: NetworkView, edges: EdgeView[], { hideCut, order }: Room): number[][] {
  const used = new Set<string>();
  for (const e of edges) used.add(`${e.layer}:${e.source}`).add(`${e.layer + 1}:${targetNode(view, e)}`);
  const last = view.width.length - 1;
  return view.width.map((layer, c) => {
    const all = [...(order?.[c] ?? Array.from({ length: nodeCount(layer) }, (_, i) => i))];
    return hideCut && c > 0 && c < last ? all.filter((i) => used.has(`${c}:${i}`)) : all;
  });
}

/** Edges of a layer by the node that their stack stands beside. */
export function stackOf(plan: Plan, layer: number, node: number): EdgeView[] {
  const { arrangement, edges } = plan.layers[layer] ?? { arrangement: "alongWires", edges: [] };
  if (arrangement === "alongWires") return [];
  return edges.filter((e) => (arrangement === "byTarget" ? targetNode(plan.view, e) : e.source) === node);
}

/** Heights that the nodes of a column claim for the stacks beside them, 0 where there is none. */
export function claims(plan: Plan, column: number): number[] {
  return (plan.columns[column] ?? []).map((node) =>
    Math.max(claim(plan, column - 1, node, "byTarget"), claim(plan, column, node, "bySource")),
  );
}

function claim(plan: Plan, layer: number, node: number, arrangement: Arrangement): number {
  if (plan.layers[layer]?.arrangement !== arrangement) return 0;
  return stackHeight(stackOf(plan, layer, node), plan.threshold, plan.sizes);
}

export const isDriven = (plan: Plan, column: number): boolean => claims(plan, column).some((h) => h > 0);

function columnHeight(plan: Plan, column: number): number {
  const heights = claims(plan, column).map((h) => Math.max(h, NODE_SLOT));
  return heights.reduce((a, b) => a + b, 0) + plan.sizes.outer * (heights.length - 1);
}

function fits(plan: Plan, height: number): boolean {
  return plan.columns.every((_, c) => !isDriven(plan, c) || columnHeight(plan, c) <= height);
}

/** Layers whose sparklines would not fit are set along their wires, the fullest first. */
function thinOut(plan: Plan, height: number): Plan {
  const crowded = plan.layers
    .filter((l) => l.arrangement !== "alongWires")
    .sort((a, b) => b.edges.length - a.edges.length)[0];
  if (!crowded || fits(plan, height)) return plan;
  const layers = plan.layers.map((l) => (l === crowded ? { ...l, arrangement: "alongWires" as const } : l));
  return thinOut({ ...plan, layers }, height);
}

function choosePlates(plan: Plan, height: number, span: number): Plan {
  if (span < PLATE_ROOM + 24) return plan;
  const stacked = plan.layers.filter((l) => l.arrangement !== "alongWires").flatMap((l) => l.edges);
  for (const threshold of thresholds(stacked)) {
    const tried = { ...plan, threshold };
    if (fits(tried, height)) return tried;
  }
  return plan;
}

/** The largest glyphs that fit, and then the widest gaps. */
function grow(plan: Plan, height: number, scope: Scope): Plan {
  const grown = { ...plan, sizes: largest((g) => sizesAt(g, scope), plan, height) };
  return { ...grown, sizes: largest((g) => loosened(grown.sizes, 1 + 4 * g), grown, height) };
}

function largest(at: (growth: number) => Sizes, plan: Plan, height: number): Sizes {
  let [low, high] = [0, 1];
  if (fits({ ...plan, sizes: at(1) }, height)) return at(1);
  for (let k = 0; k < 7; k++) {
    const middle = (low + high) / 2;
    if (fits({ ...plan, sizes: at(middle) }, height)) low = middle;
    else high = middle;
  }
  return at(low);
}

export const levelIn = (plan: Plan, edge: EdgeView) => levelOf(edge, plan.threshold);
