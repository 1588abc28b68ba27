/** Who feeds whom: nodes of each layer, the node that owns a subnode, and the path through an edge. */
import type { EdgeView, LayerWidth, NetworkView } from "./view";

export interface Owner {
  /** Index of the node among its layer's nodes (sums first, then products). */
  node: number;
  /** Which input of that node, counted from 0, out of how many. */
  slot: number;
  of: number;
}

export const nodeCount = (layer: LayerWidth): number => layer.sums + layer.products;

export const isProduct = (layer: LayerWidth, node: number): boolean => node >= layer.sums;

/** The node that a subnode belongs to: a sum owns one, a product of arity m owns m of them. */
export function ownerOf(layer: LayerWidth, subnode: number): Owner {
  if (subnode < layer.sums) return { node: subnode, slot: 0, of: 1 };
  let first = layer.sums;
  for (let k = 0; k < layer.products; k++) {
    const arity = layer.arity[k] ?? 2;
    if (subnode < first + arity) return { node: layer.sums + k, slot: subnode - first, of: arity };
    first += arity;
  }
  return { node: nodeCount(layer) - 1, slot: 0, of: 1 };
}

/** Node on the output side of an edge. */
export function targetNode(view: NetworkView, edge: EdgeView): number {
  const layer = view.width[edge.layer + 1];
  return layer ? ownerOf(layer, edge.target).node : 0;
}

/** Edges that arrive at a node, or, at an input, that leave it. */
export const edgesAt = (view: NetworkView, column: number, node: number): EdgeView[] =>
  column === 0
    ? view.edges.filter((e) => e.layer === 0 && e.source === node)
    : view.edges.filter((e) => e.layer === column - 1 && targetNode(view, e) === node);

export const isLive = (edge: EdgeView): boolean => edge.status !== "cut";

/** The strongest chain from an input through this edge to an output, as ids. */
export function litPath(view: NetworkView, id: string | null): ReadonlySet<string> {
  const edge = view.edges.find((e) => e.id === id);
  const path = new Set<string>();
  if (!edge) return path;
  for (let e: EdgeView | undefined = edge; e; e = strongestInto(view, e)) path.add(e.id);
  for (let e: EdgeView | undefined = edge; e; e = strongestFrom(view, e)) path.add(e.id);
  return path;
}

function strongestInto(view: NetworkView, after: EdgeView): EdgeView | undefined {
  return strongest(
    view.edges.filter((e) => e.layer === after.layer - 1 && targetNode(view, e) === after.source),
  );
}

function strongestFrom(view: NetworkView, before: EdgeView): EdgeView | undefined {
  const node = targetNode(view, before);
  return strongest(view.edges.filter((e) => e.layer === before.layer + 1 && e.source === node));
}

function strongest(edges: EdgeView[]): EdgeView | undefined {
  return edges.filter(isLive).sort((a, b) => b.strength - a.strength)[0];
}
