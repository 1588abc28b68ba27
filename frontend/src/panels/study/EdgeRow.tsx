/** One edge in the table. Enter opens it, Space chooses it beside others, X cuts or restores it, K holds or frees it. */
import { type KeyboardEvent, type MouseEvent, memo } from "react";
import { useStore } from "zustand";
import { attempt, fitting, VERBS, type Verb } from "../../actions";
import type { CurveView } from "../../canvas/view";
import type { EdgeRecord } from "../../protocol/messages";
import { strength } from "../../store/format";
import type { OpenStudy } from "../../store/openStudy";
import { addOrDrop } from "../../store/selection";
import { Sparkline } from "../charts/Sparkline";
import { useStudy } from "./context";

interface Props {
  edge: EdgeRecord;
  name: string;
  /** Its place among all rows, the head counted. */
  index: number;
  curve: CurveView | null;
  score: number;
  reach: number;
  cost: string;
}

export const EdgeRow = memo(function EdgeRow({ edge, name, index, curve, score, reach, cost }: Props) {
  const study = useStudy();
  const { selection } = study;
  const selected = useStore(selection, ({ edge: one, many }) => one === edge.id || many.includes(edge.id));
  const open = (event: MouseEvent) => {
    if (event.shiftKey) addOrDrop(selection, edge.id);
    else selection.setState({ edge: edge.id, many: [], preview: null });
  };
  const hover = (on: boolean) => selection.setState({ hovered: on ? edge.id : null });
  return (
    <tr
      aria-label={name}
      aria-selected={selected}
      aria-rowindex={index}
      tabIndex={0}
      onClick={open}
      onKeyDown={(event) => press(event, study, edge)}
      onPointerEnter={() => hover(true)}
      onPointerLeave={() => hover(false)}
      onFocus={() => hover(true)}
      onBlur={() => hover(false)}
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
});

const ROWS = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" } as const;

function press(event: KeyboardEvent<HTMLTableRowElement>, study: OpenStudy, edge: EdgeRecord): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { key } = event;
  if (key === "Enter") study.selection.setState({ edge: edge.id, many: [], preview: null });
  else if (key === " ") addOrDrop(study.selection, edge.id);
  else if (key === "ArrowDown" || key === "ArrowUp") {
    const next = event.currentTarget[ROWS[key]];
    if (next instanceof HTMLElement) next.focus();
  } else if (key.toLowerCase() === "x") act(study, edge.id, "cut", "restore");
  else if (key.toLowerCase() === "k") act(study, edge.id, "lock", "unlock");
  else return;
  event.preventDefault();
}

/** The verb that fits, on all that is chosen where this row is one of it. */
function act(study: OpenStudy, edge: string, verb: Verb, otherwise: Verb): void {
  const { many } = study.selection.getState();
  const edges = many.includes(edge) ? many : [edge];
  const chosen = fitting(study.records, edges, verb).length > 0 ? verb : otherwise;
  attempt(study, VERBS[chosen], edges);
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
