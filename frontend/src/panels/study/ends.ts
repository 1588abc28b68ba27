/** What stands at an edge's axes: "x (rad)" where it begins, and the unit its values are in where it ends. */
import type { NetworkView, PortView } from "../../canvas/view";
import { placeOf } from "../../store/names";

export interface Ends {
  across: string;
  /** "hPa" at an output whose column has a unit, else null: a hidden node has none. */
  unit: string | null;
}

export function endsOf(edge: string, name: string, view: NetworkView | null): Ends {
  const { layer, source, target } = placeOf(edge);
  const last = view !== null && layer === view.width.length - 2;
  const port = layer === 0 ? view?.inputs[source] : undefined;
  const [node = ""] = name.split(" → ");
  return { across: port ? withUnit(port) : node, unit: (last && view.outputs[target]?.unit) || null };
}

const withUnit = ({ name, unit }: PortView) => (unit ? `${name} (${unit})` : name);
