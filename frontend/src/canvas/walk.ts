/** Arrow keys walk along wires: left and right between layers, up and down between neighbours of a layer. */
import type { EdgePlace, Places } from "./layout";
import { nextCell } from "./matrix";
import { targetNode } from "./topology";
import type { EdgeView, NetworkView } from "./view";

export type Direction = "left" | "right" | "up" | "down";

/** The edge next to the selected one; without a selection the strongest edge of the first layer. */
export function nextEdge(
  view: NetworkView,
  places: Places,
  selected: string | null,
  direction: Direction,
): string | null {
  if (places.matrix) return nextCell(places.matrix, selected, direction);
  const shown = view.edges.filter((e) => places.edges.has(e.id));
  const here = shown.find((e) => e.id === selected);
  if (!here) return strongest(shown.filter((e) => e.layer === 0))?.id ?? null;
  const next =
    direction === "up" || direction === "down"
      ? beside(shown, places, here, direction)
      : along(view, shown, here, direction);
  return next?.id ?? here.id;
}

function along(view: NetworkView, shown: EdgeView[], here: EdgeView, direction: Direction) {
  const touching =
    direction === "right"
      ? shown.filter((e) => e.layer === here.layer + 1 && e.source === targetNode(view, here))
      : shown.filter((e) => e.layer === here.layer - 1 && targetNode(view, e) === here.source);
  return strongest(touching);
}

function beside(shown: EdgeView[], places: Places, here: EdgeView, direction: Direction) {
  const y = (e: EdgeView): number => middleOf(places, e)?.y ?? 0;
  const layer = shown.filter((e) => e.layer === here.layer).sort((a, b) => y(a) - y(b));
  return layer[layer.indexOf(here) + (direction === "down" ? 1 : -1)];
}

const middleOf = (places: Places, edge: EdgeView): EdgePlace["middle"] | undefined =>
  places.edges.get(edge.id)?.middle;

const strongest = (edges: EdgeView[]): EdgeView | undefined =>
  [...edges].sort((a, b) => b.strength - a.strength)[0];
