/** Heights of nodes, inputs and outputs: beside their stacks, or as near as possible to what they connect. */
import { clamp } from "./geometry";
import { claims, isDriven, type Plan, stackOf } from "./plan";
import { stackCentres } from "./stacks";
import { targetNode } from "./topology";
import type { EdgeView } from "./view";

/** Height of the middle of a node, by "column:node". */
export type NodeHeights = Map<string, number>;
/** Height of the middle of a stacked edge, by id. */
export type GlyphHeights = Map<string, number>;

export interface Heights {
  nodes: NodeHeights;
  glyphs: GlyphHeights;
}

export interface Span {
  top: number;
  height: number;
}

const PORT_PITCH = 132;

export const nodeKey = (column: number, node: number): string => `${column}:${node}`;

export function placeHeights(plan: Plan, span: Span): Heights {
  const heights: Heights = { nodes: new Map(), glyphs: new Map() };
  const order = plan.columns
    .map((_, c) => c)
    .sort((a, b) => Number(isPort(plan, a)) - Number(isPort(plan, b)));
  for (const c of order) if (isDriven(plan, c)) placeDriven(plan, c, span, heights.nodes);
  plan.layers.forEach((_, layer) => {
    placeGlyphs(plan, layer, heights);
  });
  for (const c of order) if (!isDriven(plan, c)) placeNear(plan, c, span, heights);
  return heights;
}

const isPort = (plan: Plan, column: number): boolean => column === 0 || column === plan.columns.length - 1;

/** One node below the other, each as tall as the stacks beside it. */
function placeDriven(plan: Plan, column: number, span: Span, nodes: NodeHeights): void {
  const slots = claims(plan, column).map((h) => Math.max(h, 24));
  const gap = gapBetween(slots, plan, span);
  const total = slots.reduce((a, b) => a + b, 0) + gap * (slots.length - 1);
  let y = span.top + (span.height - total) / 2;
  plan.columns[column]?.forEach((node, k) => {
    const slot = slots[k] ?? 0;
    nodes.set(nodeKey(column, node), y + slot / 2);
    y += slot + gap;
  });
}

/** A column with room to spare stands as wide apart as one that drives nothing. */
function gapBetween(slots: readonly number[], plan: Plan, span: Span): number {
  const filled = slots.reduce((a, b) => a + b, 0);
  const free = (span.height - filled) / Math.max(1, slots.length);
  return Math.max(plan.sizes.outer, Math.min(free, PORT_PITCH - Math.max(...slots)));
}

function placeGlyphs(plan: Plan, layer: number, heights: Heights): void {
  const column = plan.layers[layer]?.arrangement === "byTarget" ? layer + 1 : layer;
  for (const node of plan.columns[column] ?? []) {
    const stack = stackOf(plan, layer, node);
    const y = heights.nodes.get(nodeKey(column, node)) ?? 0;
    stackCentres(stack, y, plan.threshold, plan.sizes).forEach((at, k) => {
      const edge = stack[k];
      if (edge) heights.glyphs.set(edge.id, at);
    });
  }
}

/** Each node where its strongest edges are, in order and apart. */
function placeNear(plan: Plan, column: number, span: Span, heights: Heights): void {
  const nodes = plan.columns[column] ?? [];
  const pitch = Math.min(span.height / nodes.length, PORT_PITCH);
  const wished = nodes.map((node) => wishedHeight(plan, column, node, span, heights));
  const kept = isPort(plan, column) ? spread(wished, pitch) : even(nodes.length, span, pitch);
  const inside = shifted(kept, span.top + pitch / 2, span.top + span.height - pitch / 2);
  nodes.forEach((node, k) => {
    heights.nodes.set(nodeKey(column, node), inside[k] ?? 0);
  });
}

function wishedHeight(plan: Plan, column: number, node: number, span: Span, heights: Heights): number {
  let [sum, weight] = [0, 0];
  for (const edge of touching(plan, column, node)) {
    const y = heights.glyphs.get(edge.id) ?? otherEnd(plan, column, edge, heights);
    const w = edge.status === "cut" ? 1e-6 : edge.strength ** 2 + 1e-4;
    if (y !== undefined) [sum, weight] = [sum + w * y, weight + w];
  }
  return weight > 0 ? sum / weight : span.top + span.height / 2;
}

function touching(plan: Plan, column: number, node: number): EdgeView[] {
  const out = plan.layers[column]?.edges.filter((e) => e.source === node) ?? [];
  const into = plan.layers[column - 1]?.edges.filter((e) => targetNode(plan.view, e) === node) ?? [];
  return [...out, ...into];
}

function otherEnd(plan: Plan, column: number, edge: EdgeView, heights: Heights): number | undefined {
  const far =
    edge.layer === column
      ? nodeKey(column + 1, targetNode(plan.view, edge))
      : nodeKey(edge.layer, edge.source);
  return heights.nodes.get(far);
}

function even(count: number, span: Span, pitch: number): number[] {
  const middle = span.top + span.height / 2;
  return Array.from({ length: count }, (_, k) => middle + (k - (count - 1) / 2) * pitch);
}

/** The heights nearest to the wished ones that keep their order and at least `gap` apart (pooled averages). */
export function spread(wished: readonly number[], gap: number): number[] {
  const pools: { sum: number; count: number }[] = [];
  wished.forEach((y, k) => {
    pools.push({ sum: y - k * gap, count: 1 });
    while (mergeLast(pools));
  });
  const flat = pools.flatMap((p) => Array.from({ length: p.count }, () => p.sum / p.count));
  return flat.map((y, k) => y + k * gap);
}

function mergeLast(pools: { sum: number; count: number }[]): boolean {
  const [before, last] = pools.slice(-2);
  if (!before || !last || before.sum / before.count <= last.sum / last.count) return false;
  pools.splice(-2, 2, { sum: before.sum + last.sum, count: before.count + last.count });
  return true;
}

/** All moved together so that first and last stay between `low` and `high`, where they can. */
function shifted(ys: readonly number[], low: number, high: number): number[] {
  const [first, last] = [ys[0] ?? low, ys.at(-1) ?? high];
  const by = clamp(0, low - first, Math.max(low - first, high - last));
  return ys.map((y) => y + by);
}
