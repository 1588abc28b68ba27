/** Keeps what is anchored to the canvas in its place without React: a camera moves sixty times a second. */
import { useEffect } from "react";
import type { NetworkCanvas } from "../../canvas/networkCanvas";

/** Calls `place` now, after every render, and before the next picture whenever glyphs have moved. */
export function useMoved(canvas: NetworkCanvas, place: () => void): void {
  useEffect(() => {
    let frame = requestAnimationFrame(place);
    const leave = canvas.onMove(() => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(place);
    });
    return () => {
      leave();
      cancelAnimationFrame(frame);
    };
  });
}
