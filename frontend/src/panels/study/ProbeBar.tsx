/** Which row is watched, and what comes of it. Its dots and values are on the canvas. */
import { X } from "lucide-react";
import { useEffect, useMemo } from "react";
import { useStore } from "zustand";
import type { Probe } from "../../canvas/look";
import type { NetworkCanvas } from "../../canvas/networkCanvas";
import type { ProbeAnswer } from "../../protocol/messages";
import { problemOf } from "../../protocol/problem";
import { dataOf, studyOf } from "../../store/document";
import { axis, count } from "../../store/format";
import type { ProbedRow } from "../../store/sight";
import { t } from "../../words";
import { Button, IconButton } from "../parts/Button";
import { useProbe } from "../queries";
import { useHead, useRecords, useStudy } from "./context";

export function ProbeBar({ canvas }: { canvas: NetworkCanvas }) {
  const study = useStudy();
  const row = useStore(study.sight, (state) => state.probe);
  const { data, error } = useProbe(study.id, useHead()?.id, row);
  const shown = row === null || error ? null : (data ?? null);
  const probe = useMemo(() => shown && probeOf(shown), [shown]);
  useEffect(() => canvas.setProbe(probe), [canvas, probe]);
  if (row === null) return null;
  return (
    <div className="kit probe" role="toolbar" aria-label={t("canvas:probe")}>
      <Row row={row} answer={shown} />
      <span className={error ? "small danger" : "small mid"} aria-live="polite">
        {error ? problemOf(error).sentence : shown && <Outcome answer={shown} />}
      </span>
      <IconButton
        icon={X}
        name={t("canvas:probeEnd")}
        look="compact"
        onClick={() => study.sight.setState({ probe: null })}
      />
    </div>
  );
}

/** Rows are counted from 1, as a spreadsheet without its head does. */
function Row({ row, answer }: { row: ProbedRow; answer: ProbeAnswer | null }) {
  const { sight } = useStudy();
  const rows = studyOf(useRecords())?.rows ?? answer?.rows ?? 1;
  const number = row === "worst" ? answer && answer.row + 1 : row + 1;
  const take = (text: string) => {
    const typed = Number(text);
    if (Number.isInteger(typed) && typed >= 1 && typed <= rows) sight.setState({ probe: typed - 1 });
  };
  return (
    <>
      <label className="small">
        {t("canvas:row")}
        <span className="field">
          <input
            type="number"
            min={1}
            max={rows}
            key={row === "worst" ? `worst ${answer?.row}` : "typed"}
            defaultValue={number ?? undefined}
            onChange={(event) => take(event.target.value)}
          />
        </span>
      </label>
      <span className="small dim">{t("canvas:rowOf", { rows: count(rows) })}</span>
      <Button
        look={row === "worst" ? "quiet compact on" : "quiet compact"}
        aria-pressed={row === "worst"}
        onClick={() => sight.setState({ probe: "worst" })}
      >
        {t("canvas:worst")}
      </Button>
    </>
  );
}

function Outcome({ answer }: { answer: ProbeAnswer }) {
  const data = dataOf(useRecords());
  const name = data?.targets[0] ?? "y";
  return t("canvas:probeSaid", {
    part: t(answer.part === "train" ? "canvas:rowPart_train" : "canvas:rowPart_test"),
    target: data?.logs.includes(name) ? `ln ${name}` : name,
    actual: said(answer.actual[0]),
    predicted: said(answer.nodes.at(-1)?.[0]),
  });
}

const said = (value: number | null | undefined): string => (value == null ? "–" : axis(value));

function probeOf({ nodes, edges }: ProbeAnswer): Probe {
  const known = edges.flatMap(({ edge, x, y }) =>
    x === null || y === null ? [] : [[edge, { x, y }] as const],
  );
  const values = nodes.flatMap((column, c) =>
    column.map((value, node) => [`${c}:${node}`, said(value)] as const),
  );
  return { edges: new Map(known), nodes: new Map(values) };
}
