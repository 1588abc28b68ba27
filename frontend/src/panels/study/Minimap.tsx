/** Where one is in a network that is larger than the screen; a press or a drag goes there. */
import { type PointerEvent, useRef, useState } from "react";
import { drawMinimap, extentOf, mapping, toWorld } from "../../canvas/minimap";
import type { NetworkCanvas } from "../../canvas/networkCanvas";
import { readPalette } from "../../canvas/palette";
import type { NetworkView } from "../../canvas/view";
import { t } from "../../words";
import { useMoved } from "./useMoved";

/** Below this there is nothing out of sight worth a map, in percent. */
const NEAR = 130;

export function Minimap({ canvas, view }: { canvas: NetworkCanvas; view: NetworkView }) {
  const map = useRef<HTMLCanvasElement>(null);
  const [near, setNear] = useState(false);
  const drawn = useRef(0);
  useMoved(canvas, () => {
    setNear(canvas.percent >= NEAR);
    const { places } = canvas;
    // A map of thousands follows ten times a second: that is enough to find one's way.
    const now = performance.now();
    if (!map.current || !places || now - drawn.current < (view.edges.length > 300 ? 100 : 0)) return;
    drawn.current = now;
    drawMinimap(map.current, view, places, canvas.sight, readPalette());
  });
  const go = (event: PointerEvent<HTMLCanvasElement>) => {
    const { places } = canvas;
    if (event.buttons === 0 || !map.current || !places) return;
    const { offsetX: x, offsetY: y } = event.nativeEvent;
    const where = mapping(extentOf(places), map.current.clientWidth, map.current.clientHeight);
    canvas.centreOn(toWorld(where, { x, y }));
  };
  if (!near) return null;
  return (
    <div className="kit minimap">
      <canvas
        ref={map}
        role="img"
        aria-label={t("canvas:minimap")}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          go(event);
        }}
        onPointerMove={go}
      />
    </div>
  );
}
