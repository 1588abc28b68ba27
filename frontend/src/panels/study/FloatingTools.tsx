/** The few verbs of what is selected, beside it: one edge or several. Pointing at a verb shows what it would do. */
import { Lock, LockOpen, type LucideIcon, Pencil, RotateCcw, Scissors } from "lucide-react";
import { useRef } from "react";
import { useStore } from "zustand";
import { attempt, fitting, openDrawing, possible, situationOf, VERBS, type Verb } from "../../actions";
import type { NetworkCanvas } from "../../canvas/networkCanvas";
import { trainingOut } from "../../store/document";
import { count } from "../../store/format";
import { t } from "../../words";
import { Button } from "../parts/Button";
import { anchor } from "./anchor";
import { useAction, useEdgeNames, useLine, useMayEdit, useRecords, useStudy } from "./context";
import { useMoved } from "./useMoved";

export function FloatingTools({ canvas }: { canvas: NetworkCanvas }) {
  const { selection } = useStudy();
  const { edge, many, drawing } = useStore(selection);
  const edges = edge === null ? many : [edge];
  const [records, name] = [useRecords(), useEdgeNames()];
  const [live, mine] = [useLine().state === "live", useMayEdit()];
  const tools = useRef<HTMLDivElement>(null);
  useMoved(canvas, () => {
    if (tools.current) anchor(tools.current, boxAround(canvas, edges), "above");
  });
  const known = edges.filter((id) => records[id]?.kind === "edge");
  if (known.length === 0 || !mine || !live || drawing !== null) return null;
  const title = known.length === 1 ? name(known[0] ?? "") : t("canvas:chosen", { n: count(known.length) });
  return (
    <div ref={tools} className="kit" role="toolbar" aria-label={title} style={{ visibility: "hidden" }}>
      {known.length > 1 && <span className="mid small kit-title">{title}</span>}
      <VerbButton verb="restore" edges={known} />
      <VerbButton verb="cut" edges={known} />
      {known.length === 1 && <DrawButton edge={known[0] ?? ""} />}
      <VerbButton verb="lock" edges={known} />
      <VerbButton verb="unlock" edges={known} />
    </div>
  );
}

/** Opens the plate to be drawn on; only a free spline can be, and none while it learns. */
function DrawButton({ edge }: { edge: string }) {
  const records = useRecords();
  const record = records[edge];
  const { disabled, run } = useAction(openDrawing);
  if (record?.kind !== "edge" || record.status !== "spline" || record.locked || trainingOut(records))
    return null;
  return (
    <Button icon={Pencil} look="quiet compact" disabled={disabled} onClick={() => run(edge)}>
      {t("draw:draw")}
    </Button>
  );
}

/** What holds all of them; null where none is drawn. */
function boxAround(canvas: NetworkCanvas, edges: readonly string[]): DOMRect | null {
  const boxes = edges.flatMap((edge) => canvas.boxOf(edge) ?? []);
  if (boxes.length === 0) return null;
  const [left, top] = [Math.min(...boxes.map((b) => b.left)), Math.min(...boxes.map((b) => b.top))];
  const [right, bottom] = [Math.max(...boxes.map((b) => b.right)), Math.max(...boxes.map((b) => b.bottom))];
  return new DOMRect(left, top, right - left, bottom - top);
}

const ICONS: Record<Verb, LucideIcon> = { cut: Scissors, restore: RotateCcw, lock: Lock, unlock: LockOpen };
const NAMES = {
  cut: "canvas:cut",
  restore: "canvas:restore",
  lock: "canvas:lock",
  unlock: "canvas:unlock",
} as const;

/** There only where it would do something; with the number where it would not do all. */
function VerbButton({ verb, edges }: { verb: Verb; edges: readonly string[] }) {
  const study = useStudy();
  const fit = fitting(useRecords(), edges, verb);
  if (fit.length === 0) return null;
  const leave = () => study.selection.setState({ trying: null });
  const show = () => study.selection.setState({ trying: { verb, edges: fit } });
  return (
    <Button
      icon={ICONS[verb]}
      look="quiet compact"
      disabled={!possible(VERBS[verb], situationOf(study))}
      onPointerEnter={show}
      onPointerLeave={leave}
      onFocus={show}
      onBlur={leave}
      onClick={() => {
        leave();
        attempt(study, VERBS[verb], fit);
      }}
    >
      {t(NAMES[verb])}
      {fit.length < edges.length && <span className="dim">{count(fit.length)}</span>}
    </Button>
  );
}
