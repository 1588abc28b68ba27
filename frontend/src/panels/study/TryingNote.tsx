/** While a verb is pointed at: what the test error would be then, and how to do it or leave. */
import { useRef } from "react";
import { useStore } from "zustand";
import type { NetworkCanvas } from "../../canvas/networkCanvas";
import { networkOf } from "../../store/document";
import { count, error } from "../../store/format";
import type { Trying } from "../../store/selection";
import { t } from "../../words";
import { anchor } from "./anchor";
import { useRecords, useStudy } from "./context";
import { useEdgeCosts } from "./useCanvasData";
import { useMoved } from "./useMoved";

export function TryingNote({ canvas }: { canvas: NetworkCanvas }) {
  const trying = useStore(useStudy().selection, (state) => state.trying);
  const note = useRef<HTMLDivElement>(null);
  const first = trying?.edges[0];
  useMoved(canvas, () => {
    if (note.current && first) anchor(note.current, canvas.boxOf(first), "below");
  });
  if (!trying) return null;
  return (
    <div ref={note} className="preview-note" style={{ visibility: "hidden" }} aria-hidden="true">
      <span>
        {trying.verb === "cut" && trying.edges.length === 1 ? (
          <CutOne edge={trying.edges[0] ?? ""} />
        ) : (
          said(trying)
        )}
      </span>
      <span>
        <kbd>Enter</kbd> {t("canvas:does")}
      </span>
      <span>
        <kbd>Esc</kbd> {t("canvas:leave")}
      </span>
    </div>
  );
}

const SAID = {
  cut: "canvas:would_cut",
  lock: "canvas:would_lock",
  unlock: "canvas:would_unlock",
  restore: "canvas:would_restore",
} as const;

const said = ({ verb, edges }: Trying) => t(SAID[verb], { n: count(edges.length) });

/** What a cut costs is known of each edge alone. */
function CutOne({ edge }: { edge: string }) {
  const cost = useEdgeCosts().get(edge);
  const now = networkOf(useRecords())?.test_rmse;
  if (cost === undefined || now == null) return t("canvas:goesUnknown");
  return t("canvas:goes", { before: error(now), after: error(now + cost) });
}
