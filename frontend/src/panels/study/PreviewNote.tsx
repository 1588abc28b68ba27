/** Under the plate while a candidate is tried on it: what the network would miss, and how to take or leave it. */
import { useRef } from "react";
import { useStore } from "zustand";
import type { NetworkCanvas } from "../../canvas/networkCanvas";
import { networkOf } from "../../store/document";
import { error } from "../../store/format";
import { t } from "../../words";
import { Words } from "../parts/Words";
import { anchor } from "./anchor";
import { useRecords, useStudy } from "./context";
import { useMoved } from "./useMoved";

export function PreviewNote({ canvas }: { canvas: NetworkCanvas }) {
  const preview = useStore(useStudy().selection, (state) => state.preview);
  const now = networkOf(useRecords())?.test_rmse;
  const note = useRef<HTMLDivElement>(null);
  const edge = preview?.edge;
  useMoved(canvas, () => {
    if (note.current && edge) anchor(note.current, canvas.boxOf(edge), "below");
  });
  if (!preview) return null;
  const then = preview.rmse === null ? t("formula:noNumber") : error(preview.rmse);
  const errors = { now: error(now), then };
  const said =
    preview.refitted === null
      ? t("formula:tried", errors)
      : t("formula:triedRefitted", { ...errors, refitted: error(preview.refitted) });
  return (
    <div ref={note} className="preview-note" style={{ visibility: "hidden" }} aria-hidden="true">
      <span>
        <Words said={said} />
      </span>
      <span>
        <kbd>Enter</kbd> {t("formula:fix")}
      </span>
      <span>
        <kbd>Esc</kbd> {t("formula:leave")}
      </span>
    </div>
  );
}
