/** Under the plate while a candidate is tried on it: what the network would miss, and how to take or leave it. */
import { useRef } from "react";
import { useStore } from "zustand";
import type { NetworkCanvas } from "../../canvas/networkCanvas";
import { networkOf } from "../../store/document";
import { error } from "../../store/format";
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
  return (
    <div ref={note} className="preview-note" style={{ visibility: "hidden" }} aria-hidden="true">
      <span>
        test RMSE {error(now)} → <b>{preview.rmse === null ? "not a number" : error(preview.rmse)}</b>
        {preview.refitted !== null && `, refitted ${error(preview.refitted)}`}
      </span>
      <span>
        <kbd>Enter</kbd> fix
      </span>
      <span>
        <kbd>Esc</kbd> leave
      </span>
    </div>
  );
}
