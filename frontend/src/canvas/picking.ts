/** From a place on the screen to what is there: an edge, a node, a line of a matrix, or what a loop holds. */
import type { Camera } from "./camera";
import { type Box, centre, type Point } from "./geometry";
import { edgeAt, type NodeKey, nodeAt } from "./hitTest";
import type { Places } from "./layout";
import { lineAt } from "./matrix";
import { edgesAt, nodeCount } from "./topology";
import type { NetworkView } from "./view";

export type { NodeKey } from "./hitTest";

type Eye = Pick<Camera, "toWorld" | "transform">;

export interface Group {
  ids: string[];
  /** The node they arrive at, as "column:node"; null for a line of a matrix. */
  node: string | null;
}

export function edgeUnder(
  places: Places | null,
  eye: Eye,
  p: Point,
  lifted: { id: string; box: Box }[],
): string | null {
  return places ? edgeAt(places, eye.toWorld(p), eye.transform.k, lifted) : null;
}

export function nodeUnder(places: Places | null, eye: Eye, p: Point): NodeKey | null {
  return places ? nodeAt(places, eye.toWorld(p), eye.transform.k) : null;
}

/** The edges of the node under the pointer, or of the line whose name or sum is there. */
export function groupUnder(
  view: NetworkView | null,
  places: Places | null,
  eye: Eye,
  p: Point,
): Group | null {
  if (!view || !places) return null;
  if (places.matrix) {
    const ids = lineAt(places.matrix, eye.toWorld(p), eye.transform.k);
    return ids.length > 0 ? { ids, node: null } : null;
  }
  const node = nodeUnder(places, eye, p);
  if (!node) return null;
  const ids = edgesAt(view, node.column, node.node).map(({ id }) => id);
  return { ids, node: `${node.column}:${node.node}` };
}

/** Edges whose middle lies in a loop on the paper. */
export function edgesInside(places: Places | null, loop: readonly Point[]): string[] {
  const all = [...(places?.edges.values() ?? [])];
  return all.filter(({ middle }) => isInside(loop, middle)).map(({ id }) => id);
}

/** By counting how often a ray to the right crosses the loop. */
export function isInside(loop: readonly Point[], { x, y }: Point): boolean {
  let inside = false;
  loop.forEach((a, k) => {
    const b = loop[(k + loop.length - 1) % loop.length] ?? a;
    if (a.y > y !== b.y > y && x < a.x + ((b.x - a.x) * (y - a.y)) / (b.y - a.y)) inside = !inside;
  });
  return inside;
}

/** The order of a column with one node carried to a height; null where nothing changes. */
export function reordered(
  view: NetworkView,
  places: Places,
  { column, node }: NodeKey,
  to: Point,
): number[] | null {
  const heights = heightsOf(view, places, column);
  const order = heights.map(({ index }) => index);
  const others = heights.filter(({ index }) => index !== node);
  const before = others.filter(({ y }) => y < to.y).map(({ index }) => index);
  const wished = [...before, node, ...others.slice(before.length).map(({ index }) => index)];
  if (wished.every((index, k) => index === order[k])) return null;
  // Nodes that are not drawn keep their place at the end.
  const all = nodeCount(view.width[column] ?? { sums: 0, products: 0, arity: [] });
  const hidden = Array.from({ length: all }, (_, k) => k).filter((k) => !wished.includes(k));
  return [...wished, ...hidden];
}

function heightsOf(view: NetworkView, places: Places, column: number): { index: number; y: number }[] {
  const ports = column === 0 ? places.inputs : column === view.width.length - 1 ? places.outputs : null;
  const all = ports
    ? ports.map(({ index, box }) => ({ index, y: centre(box).y }))
    : places.nodes.filter(({ layer }) => layer === column).map(({ index, at }) => ({ index, y: at.y }));
  return all.sort((a, b) => a.y - b.y);
}
