/** A thumbnail: the whole network at rest, without words. */
import { sampled } from "./curve";
import { drawScene } from "./draw";
import { layOut } from "./layout";
import type { Look } from "./look";
import type { Palette } from "./palette";
import { buildScene } from "./scene";
import type { NetworkView } from "./view";

const MARGINS = { top: 8, right: 12, bottom: 8, left: 12 };

/** Draws at the canvas's size on the page (CSS pixels), for screens of any density. */
export function drawStill(canvas: HTMLCanvasElement, view: NetworkView, palette: Palette): void {
  const { clientWidth: width, clientHeight: height } = canvas;
  const context = canvas.getContext("2d");
  if (!context || width === 0 || height === 0) return;
  canvas.width = Math.round(width * devicePixelRatio);
  canvas.height = Math.round(height * devicePixelRatio);
  const room = { width, height, margins: MARGINS, ports: "disc" as const, zoom: 1, hideCut: true };
  drawScene(
    {
      context,
      palette,
      width,
      height,
      ratio: devicePixelRatio,
      camera: { x: 0, y: 0, k: 1 },
      pulse: null,
      paper: false,
    },
    buildScene(view, layOut(view, room), lookAtRest(view)),
  );
}

/** Everything where the view says, nothing selected, nothing moving. */
export function lookAtRest(view: NetworkView): Look {
  const edges = new Map(view.edges.map((e) => [e.id, e]));
  return {
    curveOf: (id) => {
      const curve = edges.get(id)?.curve;
      return curve ? sampled(curve) : null;
    },
    trailOf: () => [],
    strengthOf: (id) => edges.get(id)?.strength ?? 0,
    selected: null,
    hovered: null,
    lit: new Set(),
    costs: true,
    preview: null,
    training: false,
    zoom: 1,
    quiet: true,
  };
}
