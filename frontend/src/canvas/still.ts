/** A thumbnail: the whole network at rest, without words. */
import { rise, sampled } from "./curve";
import { clear, drawScene } from "./draw";
import { layOut } from "./layout";
import { levelOnScreen } from "./levels";
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
  const camera = { x: 0, y: 0, k: 1 };
  const surface = { context, palette, width, height, ratio: devicePixelRatio, camera };
  clear(surface, false);
  drawScene(surface, buildScene(view, layOut(view, room), lookAtRest(view)), null);
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
    formerOf: () => null,
    strengthOf: (id) => edges.get(id)?.strength ?? 0,
    riseOf: (id) => {
      const curve = edges.get(id)?.curve;
      return curve ? rise(curve) : 0;
    },
    levelOf: (_, width) => levelOnScreen(width),
    floor: 0,
    chosen: new Set(),
    selected: null,
    hovered: null,
    lit: new Set(),
    costs: true,
    preview: null,
    probe: null,
    lens: null,
    loop: null,
    training: false,
    zoom: 1,
    quiet: true,
  };
}
