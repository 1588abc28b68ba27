/** The network's twin for screen readers and for everyone who reads tables: one row an edge, every verb by key. */
import { type KeyboardEvent, useMemo, useRef, useState } from "react";
import type { CurveView, EdgeView, NetworkView } from "../../canvas/view";
import type { EdgeRecord } from "../../protocol/messages";
import { edgesOf, networkOf } from "../../store/document";
import { change } from "../../store/format";
import { t } from "../../words";
import { useEdgeLabels, useEdgeNames, useFrame, useMayEdit, useRecords } from "./context";
import { EdgeRow } from "./EdgeRow";
import { type EdgeLine, type EdgeOrder, type Key, matching, ordered, turned } from "./edgeOrder";
import { useMore } from "./useMore";

interface Props {
  view: NetworkView | null;
  costs: ReadonlyMap<string, number>;
}

/** A filter is worth its place from here on. */
const MANY = 12;

export function EdgesTable({ view, costs }: Props) {
  const [order, setOrder] = useState<EdgeOrder>({ key: "strength", falling: true });
  const [typed, setTyped] = useState("");
  const lines = useLines(costs);
  const shown = useMemo(() => ordered(matching(lines, typed), order), [lines, typed, order]);
  const table = useRef<HTMLTableElement>(null);
  const [count, sentinel] = useMore(shown.length);
  return (
    <section className="panel">
      <header>
        <h2>
          {t("edges:title")} <span className="dim">{lines.length}</span>
        </h2>
        {lines.length >= MANY && <Filter typed={typed} change={setTyped} left={shown.length} />}
      </header>
      <table
        ref={table}
        className="rows edges"
        aria-label={t("edges:title")}
        aria-rowcount={shown.length + 1}
        aria-describedby="edges-keys"
      >
        <Head order={order} turn={(key) => setOrder(turned(order, key))} />
        <Rows lines={shown.slice(0, count)} view={view} />
      </table>
      <span ref={sentinel} aria-hidden="true" />
      <p id="edges-keys" className="visually-hidden">
        {t(useMayEdit() ? "edges:keys" : "access:keys")}
      </p>
    </section>
  );
}

function useLines(costs: ReadonlyMap<string, number>): EdgeLine[] {
  const [records, name, labels] = [useRecords(), useEdgeNames(), useEdgeLabels()];
  return useMemo(
    () =>
      edgesOf(records).map((edge) => ({
        edge,
        name: name(edge.id),
        label: labels.get(edge.id) ?? "",
        cost: costs.get(edge.id),
      })),
    [records, name, labels, costs],
  );
}

function Filter({
  typed,
  change: take,
  left,
}: {
  typed: string;
  change: (text: string) => void;
  left: number;
}) {
  const leave = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || typed === "") return;
    // Only the filter is emptied: what is selected stays.
    event.stopPropagation();
    take("");
  };
  return (
    <span className="field edge-filter">
      <input
        type="search"
        value={typed}
        placeholder={t("edges:filter")}
        aria-label={t("edges:filter")}
        onChange={(event) => take(event.target.value)}
        onKeyDown={leave}
      />
      <span className="visually-hidden" aria-live="polite">
        {typed !== "" && t("canvas:found", { count: left, n: left })}
      </span>
    </span>
  );
}

const COLUMNS: {
  key: Key;
  words: "edges:edge" | "edges:curve" | "edges:strength" | "edges:cost";
  span: number;
}[] = [
  { key: "name", words: "edges:edge", span: 1 },
  { key: "state", words: "edges:curve", span: 1 },
  { key: "strength", words: "edges:strength", span: 2 },
  { key: "cost", words: "edges:cost", span: 1 },
];

function Head({ order, turn }: { order: EdgeOrder; turn: (key: Key) => void }) {
  return (
    <thead>
      <tr>
        {COLUMNS.map(({ key, words, span }) => (
          <th
            key={key}
            scope="col"
            colSpan={span}
            className={key === "strength" || key === "cost" ? "number" : undefined}
            aria-sort={order.key !== key ? undefined : order.falling ? "descending" : "ascending"}
          >
            <button type="button" className="sort" onClick={() => turn(key)}>
              {t(words)}
              {order.key === key && <i aria-hidden="true">{order.falling ? "↓" : "↑"}</i>}
            </button>
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** Curves and strengths follow a run twice a second; the rest of the table does not. */
function Rows({ lines, view }: { lines: readonly EdgeLine[]; view: NetworkView | null }) {
  const live = useFrame(500);
  const error = networkOf(useRecords())?.test_rmse;
  const drawn = useMemo(() => new Map(view?.edges.map((edge) => [edge.id, edge])), [view]);
  const reach = reachOfLayers(view?.edges ?? [], live?.curves);
  return (
    <tbody>
      {lines.map(({ edge, name, cost }, k) => (
        <EdgeRow
          key={edge.id}
          edge={edge}
          name={name}
          index={k + 2}
          curve={live?.curves.get(edge.id) ?? drawn.get(edge.id)?.curve ?? null}
          score={live?.scores.get(edge.id) ?? edge.score}
          reach={reach.get(drawn.get(edge.id)?.layer ?? 0) ?? 1}
          cost={costSaid(edge, cost, error, live !== null)}
        />
      ))}
    </tbody>
  );
}

function costSaid(
  edge: EdgeRecord,
  cost: number | undefined,
  error: number | null | undefined,
  live: boolean,
): string {
  if (edge.status === "cut") return t("edges:cut");
  return live ? "" : change(cost, error);
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
