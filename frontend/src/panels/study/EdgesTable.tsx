/** The network's twin for screen readers and for everyone who reads tables: one row an edge, strongest first. */
import type { KeyboardEvent } from "react";
import { useStore } from "zustand";
import type { CurveView, EdgeView, NetworkView } from "../../canvas/view";
import type { EdgeRecord } from "../../protocol/messages";
import { edgesOf, networkOf } from "../../store/document";
import { change, strength } from "../../store/format";
import { Sparkline } from "../charts/Sparkline";
import { useEdgeNames, useFrame, useRecords, useStudy } from "./context";

interface Props {
  view: NetworkView | null;
  costs: ReadonlyMap<string, number>;
}

export function EdgesTable({ view, costs }: Props) {
  const records = useRecords();
  const edges = edgesOf(records).toSorted(
    (one, other) => Number(one.status === "cut") - Number(other.status === "cut") || other.score - one.score,
  );
  const drawn = new Map(view?.edges.map((edge) => [edge.id, edge]));
  const live = useFrame(500);
  const reach = reachOfLayers(view?.edges ?? [], live?.curves);
  const error = networkOf(records)?.test_rmse;
  return (
    <section className="panel">
      <header>
        <h2>
          Edges <span className="dim">{edges.length}</span>
        </h2>
        <span className="dim small">by strength</span>
      </header>
      <table className="rows edges" aria-label="Edges">
        <thead>
          <tr>
            <th scope="col">Edge</th>
            <th scope="col">Curve</th>
            <th scope="col" className="number" colSpan={2}>
              Strength
            </th>
            <th scope="col" className="number">
              Cost of cut
            </th>
          </tr>
        </thead>
        <tbody>
          {edges.map((edge) => (
            <Row
              key={edge.id}
              edge={edge}
              curve={live?.curves.get(edge.id) ?? drawn.get(edge.id)?.curve ?? null}
              score={live?.scores.get(edge.id) ?? edge.score}
              reach={reach.get(drawn.get(edge.id)?.layer ?? 0) ?? 1}
              cost={edge.status === "cut" ? "cut" : live ? "" : change(costs.get(edge.id), error)}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Half the height of each layer's tallest curve: all curves of a layer share one scale. */
function reachOfLayers(
  edges: readonly EdgeView[],
  live: ReadonlyMap<string, CurveView> = new Map(),
): Map<number, number> {
  const reach = new Map<number, number>();
  for (const { id, layer, curve: still, status } of edges) {
    const curve = live.get(id) ?? still;
    if (curve && status !== "cut")
      reach.set(layer, Math.max(reach.get(layer) ?? 0, (curve.hi - curve.lo) / 2));
  }
  return reach;
}

interface RowProps {
  edge: EdgeRecord;
  curve: CurveView | null;
  score: number;
  reach: number;
  cost: string;
}

/** Where an edge begins and ends: a long column name gives way, never the other end. */
function EdgeName({ name }: { name: string }) {
  const [source = "", target = ""] = name.split(" → ");
  return (
    <span className="edge-name">
      <span className={source.length > 5 ? "long" : undefined}>{source}</span>
      <span> → </span>
      <span className={target.length > 5 ? "long" : undefined}>{target}</span>
    </span>
  );
}

function Row({ edge, curve, score, reach, cost }: RowProps) {
  const { selection } = useStudy();
  const name = useEdgeNames()(edge.id);
  const selected = useStore(selection, (state) => state.edge === edge.id);
  const open = () => selection.setState({ edge: edge.id, preview: null });
  const press = (event: KeyboardEvent<HTMLTableRowElement>) => {
    const rows = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" } as const;
    if (event.key === "Enter") open();
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const next = event.currentTarget[rows[event.key]];
      if (next instanceof HTMLElement) next.focus();
    } else return;
    event.preventDefault();
  };
  return (
    <tr
      aria-label={name}
      aria-selected={selected}
      tabIndex={0}
      onClick={open}
      onKeyDown={press}
      onPointerEnter={() => selection.setState({ hovered: edge.id })}
      onPointerLeave={() => selection.setState({ hovered: null })}
      onFocus={() => selection.setState({ hovered: edge.id })}
      onBlur={() => selection.setState({ hovered: null })}
      className={edge.status === "cut" ? "dim" : undefined}
    >
      <td title={name}>
        <EdgeName name={name} />
      </td>
      <td>
        <Sparkline
          curve={edge.status === "cut" ? null : curve}
          reach={reach || 1}
          named={edge.status === "symbolic"}
        />
      </td>
      <td>
        <span className={edge.status === "symbolic" ? "bar symbolic" : "bar"}>
          <i style={{ width: `${100 * Math.min(1, score)}%` }} />
        </span>
      </td>
      <td className="number">{strength(score)}</td>
      <td className={cost === "≈ 0" ? "number dim" : "number"}>{cost}</td>
    </tr>
  );
}
