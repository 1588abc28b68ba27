/** The twin of both networks: one row an edge, what differs first. */
import { type KeyboardEvent, useMemo } from "react";
import { useStore } from "zustand";
import type { EdgeRecord } from "../../protocol/messages";
import { counted } from "../../store/format";
import { edgeName, functionName } from "../../store/names";
import { t } from "../../words";
import { FunctionText } from "../parts/FunctionText";
import { useStudy } from "../study/context";
import { Letter } from "./Letter";
import type { Both } from "./useSides";

/** Of more rows than this, those that do not differ are left out. */
const MOST = 200;

interface Line {
  id: string;
  name: string;
  a: EdgeRecord | undefined;
  b: EdgeRecord | undefined;
  differs: boolean;
}

export function ComparedEdges({ both }: { both: Both }) {
  const lines = useMemo(() => linesOf(both), [both]);
  const shown = lines.slice(0, MOST);
  return (
    <section className="panel">
      <header>
        <h2>{t("edges:title")}</h2>
      </header>
      <table className="rows edges compare-edges" aria-label={t("edges:title")}>
        <thead>
          <tr>
            <th scope="col">{t("edges:edge")}</th>
            {(["a", "b"] as const).map((side) => (
              <th key={side} scope="col">
                <Letter side={side} />
              </th>
            ))}
            <th scope="col">
              <span className="visually-hidden">{t("compare:differs")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((line) => (
            <Row key={line.id} line={line} />
          ))}
        </tbody>
      </table>
      {lines.length > shown.length && (
        <p className="small mid">{t("compare:moreEdges", counted(lines.length - shown.length))}</p>
      )}
    </section>
  );
}

function linesOf({ comparison: { a, b }, differs }: Both): Line[] {
  const [before, after] = [a, b].map(({ edges }) => new Map(edges.map((edge) => [edge.id, edge])));
  const ids = [...new Set([...a.edges, ...b.edges].map(({ id }) => id))];
  const lines = ids.map((id) => ({
    id,
    name: after?.has(id) ? edgeName(id, b.data, b.network) : edgeName(id, a.data, a.network),
    a: before?.get(id),
    b: after?.get(id),
    differs: differs.has(id),
  }));
  const dead = (line: Line) => [line.a, line.b].every((edge) => !edge || edge.status === "cut");
  const rank = (line: Line) => (line.differs ? 0 : dead(line) ? 2 : 1);
  return lines.toSorted((one, other) => rank(one) - rank(other));
}

function Row({ line }: { line: Line }) {
  const { selection } = useStudy();
  const selected = useStore(selection, (state) => state.edge === line.id);
  const hover = (on: boolean) => selection.setState({ hovered: on ? line.id : null });
  const open = () => selection.setState({ edge: line.id, many: [] });
  return (
    <tr
      aria-label={line.name}
      aria-selected={selected}
      tabIndex={0}
      onClick={open}
      onKeyDown={(event) => press(event, open)}
      onPointerEnter={() => hover(true)}
      onPointerLeave={() => hover(false)}
      onFocus={() => hover(true)}
      onBlur={() => hover(false)}
    >
      <td>{line.name}</td>
      <td>
        <State edge={line.a} />
      </td>
      <td>
        <State edge={line.b} />
      </td>
      <td>
        {line.differs && (
          <>
            <span aria-hidden="true">△</span>
            <span className="visually-hidden">{t("compare:differs")}</span>
          </>
        )}
      </td>
    </tr>
  );
}

function State({ edge }: { edge: EdgeRecord | undefined }) {
  if (!edge) return <span className="dim">–</span>;
  if (edge.status === "cut") return <span className="dim">{t("compare:isCut")}</span>;
  return edge.function ? (
    <span className="named">
      <FunctionText said={functionName(edge.function)} />
    </span>
  ) : (
    <i>φ</i>
  );
}

const ROWS = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" } as const;

function press(event: KeyboardEvent<HTMLTableRowElement>, open: () => void): void {
  if (event.key === "Enter" || event.key === " ") open();
  else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const next = event.currentTarget[ROWS[event.key]];
    if (next instanceof HTMLElement) next.focus();
  } else return;
  event.preventDefault();
}
