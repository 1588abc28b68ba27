/** The whole network, small, with a frame around what is in sight. */
import { clear, drawAll, onPaper, type Surface } from "./draw";
import type { Box, Point } from "./geometry";
import type { Places } from "./layout";
import type { Palette } from "./palette";
import { ink, type Shape } from "./shape";
import type { NetworkView } from "./view";

/** What all of it takes on the paper. */
export function extentOf(places: Places): Box {
  const boxes: Box[] = [
    ...[...places.edges.values()].flatMap(({ box }) => (box ? [box] : [])),
    ...[...places.inputs, ...places.outputs].map(({ box }) => box),
  ];
  const [left, top] = [Math.min(...boxes.map((b) => b.x)), Math.min(...boxes.map((b) => b.y))];
  const [right, bottom] = [
    Math.max(...boxes.map((b) => b.x + b.w)),
    Math.max(...boxes.map((b) => b.y + b.h)),
  ];
  return { x: left - 8, y: top - 8, w: right - left + 16, h: bottom - top + 16 };
}

/** How the extent fits into the map: map = world × k + (x, y). */
export function mapping(extent: Box, width: number, height: number): { x: number; y: number; k: number } {
  const k = Math.min(width / extent.w, height / extent.h);
  return { k, x: (width - extent.w * k) / 2 - extent.x * k, y: (height - extent.h * k) / 2 - extent.y * k };
}

export const toWorld = (map: { x: number; y: number; k: number }, p: Point): Point => ({
  x: (p.x - map.x) / map.k,
  y: (p.y - map.y) / map.k,
});

export function drawMinimap(
  canvas: HTMLCanvasElement,
  view: NetworkView,
  places: Places,
  sight: Box,
  palette: Palette,
): void {
  const context = canvas.getContext("2d");
  const { clientWidth: width, clientHeight: height } = canvas;
  if (!context || width === 0) return;
  canvas.width = Math.round(width * devicePixelRatio);
  canvas.height = Math.round(height * devicePixelRatio);
  const camera = mapping(extentOf(places), width, height);
  const surface: Surface = { context, palette, width, height, ratio: devicePixelRatio, camera };
  clear(surface, false);
  onPaper(surface);
  drawAll(surface, [...marks(view, places, camera.k), frame(sight, camera.k)]);
}

function marks(view: NetworkView, places: Places, k: number): Shape[] {
  const strongest = [...view.edges].filter((e) => e.status !== "cut").sort((a, b) => a.strength - b.strength);
  const edges = strongest.slice(places.matrix ? 0 : -500).flatMap((edge): Shape[] => {
    const place = places.edges.get(edge.id);
    if (!place) return [];
    if (place.cell && place.box)
      return edge.strength < 0.1
        ? []
        : [{ kind: "box", box: place.box, radius: 0, fill: ink("spline", edge.strength) }];
    const pen = { ink: ink("wire", 0.12 + 0.5 * edge.strength ** 2), width: 0.8 / k };
    return place.wires.map((curve) => ({ kind: "wire", curve, pen }));
  });
  const nodes = places.nodes.map(
    (n): Shape => ({ kind: "disc", at: n.at, r: Math.max(n.r, 1.5 / k), fill: ink("text-2") }),
  );
  const ports = [...places.inputs, ...places.outputs].map(
    ({ box }): Shape => ({ kind: "box", box, radius: 2, fill: ink("line-strong") }),
  );
  return [...edges, ...nodes, ...ports];
}

const frame = (sight: Box, k: number): Shape => ({
  kind: "box",
  box: sight,
  radius: 3 / k,
  fill: ink("accent", 0.08),
  pen: { ink: ink("accent"), width: 1.5 / k },
});
