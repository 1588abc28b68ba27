/**
 * An order of hidden nodes with few crossings: each column sorted by the middle of what its nodes are joined to
 * (barycentres, weighted by strength), to and fro until nothing is gained. Inputs and outputs stay where they are.
 */
import { nodeCount, targetNode } from "./topology";
import type { NetworkView } from "./view";

const SWEEPS = 8;

interface Link {
  column: number;
  from: number;
  to: number;
  weight: number;
}

export function fewCrossings(view: NetworkView): number[][] {
  const links = linksOf(view);
  let order = view.width.map((layer) => Array.from({ length: nodeCount(layer) }, (_, k) => k));
  let best = order;
  let fewest = crossingsOf(links, order);
  for (let sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
    order = swept(links, order, sweep % 2 === 0);
    const crossings = crossingsOf(links, order);
    if (crossings < fewest) [best, fewest] = [order, crossings];
  }
  return best;
}

function linksOf(view: NetworkView): Link[] {
  return view.edges
    .filter((e) => e.status !== "cut")
    .map((e) => ({
      column: e.layer,
      from: e.source,
      to: targetNode(view, e),
      weight: e.strength ** 2 + 1e-4,
    }));
}

/** One pass over the hidden columns, each sorted by its neighbours on one side. */
function swept(links: readonly Link[], before: readonly number[][], forward: boolean): number[][] {
  const order = before.map((nodes) => [...nodes]);
  const hidden = order.map((_, c) => c).slice(1, -1);
  for (const column of forward ? hidden : hidden.reverse()) {
    const middles = middlesOf(links, order, column, forward);
    const places = new Map(order[column]?.map((node, k) => [node, k]));
    order[column]?.sort(
      (a, b) =>
        (middles.get(a) ?? places.get(a) ?? 0) - (middles.get(b) ?? places.get(b) ?? 0) ||
        (places.get(a) ?? 0) - (places.get(b) ?? 0),
    );
  }
  return order;
}

/** Where the neighbours of each node of a column are on average, as a share of its own column's length. */
function middlesOf(
  links: readonly Link[],
  order: readonly number[][],
  column: number,
  forward: boolean,
): Map<number, number> {
  const beside = order[forward ? column - 1 : column + 1] ?? [];
  const place = new Map(beside.map((node, k) => [node, (k + 0.5) / beside.length]));
  const sums = new Map<number, { at: number; weight: number }>();
  for (const link of links) {
    if (link.column !== (forward ? column - 1 : column)) continue;
    const [node, other] = forward ? [link.to, link.from] : [link.from, link.to];
    const sum = sums.get(node) ?? { at: 0, weight: 0 };
    sum.at += link.weight * (place.get(other) ?? 0.5);
    sum.weight += link.weight;
    sums.set(node, sum);
  }
  const length = order[column]?.length ?? 1;
  return new Map([...sums].map(([node, { at, weight }]) => [node, (at / weight) * length]));
}

/** Crossings between neighbouring columns, each as heavy as the weaker of its two wires. */
function crossingsOf(links: readonly Link[], order: readonly number[][]): number {
  const places = order.map((nodes) => new Map(nodes.map((node, k) => [node, k])));
  let sum = 0;
  for (let column = 0; column + 1 < order.length; column++) {
    const here = links
      .filter((link) => link.column === column && link.weight > 0.01)
      .map(({ from, to, weight }) => ({
        a: places[column]?.get(from) ?? 0,
        b: places[column + 1]?.get(to) ?? 0,
        weight,
      }))
      .sort((x, y) => y.weight - x.weight)
      .slice(0, 400);
    here.forEach((x, k) => {
      for (const y of here.slice(k + 1)) if ((x.a - y.a) * (x.b - y.b) < 0) sum += y.weight;
    });
  }
  return sum;
}

/** For telling how much an order helps. */
export const crossings = (view: NetworkView, order: readonly number[][]): number =>
  crossingsOf(linksOf(view), order);
