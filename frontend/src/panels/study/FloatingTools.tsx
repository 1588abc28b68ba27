/** The selected edge's few verbs, beside its plate. Naming it is the Inspector's. */
import { Lock, LockOpen, Pencil, RotateCcw, Scissors } from "lucide-react";
import { useEffect, useRef } from "react";
import { useStore } from "zustand";
import { cut, lock, openDrawing, restore, unlock } from "../../actions";
import type { NetworkCanvas } from "../../canvas/networkCanvas";
import type { EdgeRecord } from "../../protocol/messages";
import { trainingOut } from "../../store/document";
import { t } from "../../words";
import { Button } from "../parts/Button";
import { anchor } from "./anchor";
import { useAction, useEdgeNames, useLine, useRecords, useSelected, useStudy } from "./context";

export function FloatingTools({ canvas, moved }: { canvas: NetworkCanvas; moved: number }) {
  const [records, selected, name] = [useRecords(), useSelected(), useEdgeNames()];
  const live = useLine().state === "live";
  const drawing = useStore(useStudy().selection, (state) => state.drawing !== null);
  const edge = selected === null ? undefined : records[selected];
  const tools = useRef<HTMLDivElement>(null);
  useEffect(() => {
    void moved;
    const frame = requestAnimationFrame(() => {
      if (tools.current && selected) anchor(tools.current, canvas.boxOf(selected), "above");
    });
    return () => cancelAnimationFrame(frame);
  }, [canvas, moved, selected]);
  if (edge?.kind !== "edge" || !live || drawing || trainingOut(records)) return null;
  return (
    <div
      ref={tools}
      className="kit"
      role="toolbar"
      aria-label={name(edge.id)}
      style={{ visibility: "hidden" }}
    >
      <Verbs edge={edge} />
    </div>
  );
}

function Verbs({ edge }: { edge: EdgeRecord }) {
  const [cutting, restoring] = [useAction(cut), useAction(restore)];
  const [holding, freeing, drawing] = [useAction(lock), useAction(unlock), useAction(openDrawing)];
  if (edge.status === "cut") {
    return (
      <Button
        icon={RotateCcw}
        look="quiet compact"
        disabled={restoring.disabled}
        onClick={() => restoring.run(edge.id)}
      >
        Restore
      </Button>
    );
  }
  return (
    <>
      {!edge.locked && (
        <Button
          icon={Scissors}
          look="quiet compact"
          disabled={cutting.disabled}
          onClick={() => cutting.run(edge.id)}
        >
          Cut
        </Button>
      )}
      {edge.status === "spline" && !edge.locked && (
        <Button
          icon={Pencil}
          look="quiet compact"
          disabled={drawing.disabled}
          onClick={() => drawing.run(edge.id)}
        >
          {t("draw:draw")}
        </Button>
      )}
      {edge.locked ? (
        <Button
          icon={LockOpen}
          look="quiet compact"
          disabled={freeing.disabled}
          onClick={() => freeing.run(edge.id)}
        >
          Unlock
        </Button>
      ) : (
        <Button
          icon={Lock}
          look="quiet compact"
          disabled={holding.disabled}
          onClick={() => holding.run(edge.id)}
        >
          Lock
        </Button>
      )}
    </>
  );
}
