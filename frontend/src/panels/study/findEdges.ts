/** Edges by what people call them. */
import type { EdgeView } from "../../canvas/view";

/** Whether every word typed begins one of the names; null where nothing is typed. */
export function matcher(typed: string): ((names: readonly string[]) => boolean) | null {
  const words = typed
    .toLowerCase()
    .split(/[\s→]+|->/)
    .filter(Boolean);
  if (words.length === 0) return null;
  return (names) => words.every((word) => names.some((name) => name.toLowerCase().startsWith(word)));
}

/** By their ends or their label, the strongest first. */
export function findEdges(
  edges: readonly EdgeView[],
  nameOf: (edge: string) => string,
  typed: string,
): EdgeView[] {
  const fits = matcher(typed);
  if (!fits) return [];
  return edges
    .filter((edge) => fits([...nameOf(edge.id).split(" → "), edge.label]))
    .sort((a, b) => b.strength - a.strength);
}
