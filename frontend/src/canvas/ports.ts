/** Inputs and outputs: name, unit and histogram; predicted against actual with R². */
import { type Box, centre, clamp } from "./geometry";
import type { PortPlace } from "./layout";
import { ink, READABLE, roughWidth, type Shape } from "./shape";
import type { OutputView, PortView } from "./view";

const NAME = 17;
const DOTS = 140;

export function inputShapes(port: PortView, place: PortPlace, zoom: number): Shape[] {
  if (place.form === "disc") return disc(port, place.box, zoom);
  if (place.form === "line") return [...card(place.box, port.weak), ...line(port, place.box, port.unit)];
  return [...card(place.box, port.weak), ...heading(port, place.box), ...histogram(port, place.box)];
}

export function outputShapes(port: OutputView, place: PortPlace, zoom: number): Shape[] {
  if (place.form === "disc") return disc(port, place.box, zoom);
  const quality = port.r2 ? `R² ${port.r2}` : null;
  if (place.form === "line") return [...card(place.box), ...line(port, place.box, quality ?? port.unit)];
  return [
    ...card(place.box),
    ...heading(port, place.box),
    ...agreement(port, place.box),
    ...footnote(quality, place.box),
  ];
}

/** An input that nothing listens to any more lies flat, with a dotted rim. */
function card(box: Box, weak = false): Shape[] {
  const half = { x: box.x + 0.5, y: box.y + 0.5, w: box.w - 1, h: box.h - 1 };
  const radius = Math.min(8, box.h / 3);
  const pen = { ink: ink("line-strong"), width: 1 };
  return [
    { kind: "box", box, radius, fill: ink("raised"), shadow: weak ? 0 : 6 },
    { kind: "box", box: half, radius, pen: weak ? { ...pen, dash: [2, 3] } : pen },
  ];
}

function heading(port: PortView, box: Box): Shape[] {
  return label(port, box, box.y + 20, port.unit);
}

const line = (port: PortView, box: Box, aside: string | null): Shape[] =>
  label(port, box, box.y + box.h / 2 + 5, aside);

function label(port: PortView, box: Box, y: number, aside: string | null): Shape[] {
  const beside = aside ? Math.min(roughWidth(aside, 11), box.w * 0.5) : 0;
  const room = box.w - 20 - (beside ? beside + 8 : 0);
  const shade = ink(port.weak ? "text-3" : "text");
  const size = [...port.name].length > 3 ? NAME - 2 : NAME;
  const name: Shape = {
    kind: "text",
    text: port.name,
    at: { x: box.x + 10, y },
    size,
    face: "math",
    italic: true,
    ink: shade,
    room,
  };
  if (!aside) return [name];
  const at = { x: box.x + box.w - 10, y: y - 1 };
  const small: Shape = {
    kind: "text",
    text: aside,
    at,
    size: 11,
    face: "ui",
    ink: ink("text-3"),
    align: "right",
    room: beside + 8,
  };
  return [name, small];
}

function histogram(port: PortView, box: Box): Shape[] {
  if (!port.histogram || port.histogram.length === 0) return [];
  const most = Math.max(...port.histogram, 1e-12);
  const inner = { x: box.x + 10, y: box.y + 28, w: box.w - 20, h: box.h - 35 };
  const values = port.histogram.map((v) => v / most);
  return [
    { kind: "bars", box: inner, values, ink: ink("density", port.weak ? 0.16 : 0.28), form: "histogram" },
  ];
}

/** Actual to the right, predicted up; a perfect fit lies on the diagonal. */
function agreement(port: OutputView, box: Box): Shape[] {
  const inner = { x: box.x + 10.5, y: box.y + 28.5, w: box.w - 20, h: box.h - 52 };
  const pen = { ink: ink("line"), width: 1 };
  const [right, bottom] = [inner.x + inner.w, inner.y + inner.h];
  return [
    { kind: "box", box: inner, radius: 0, pen },
    { kind: "line", points: [inner.x, bottom, right, inner.y], pen },
    ...scatter(port.scatter ?? [], inner),
  ];
}

function scatter(pairs: readonly [number, number][], box: Box): Shape[] {
  const shown = pairs.filter((_, k) => k % Math.ceil(pairs.length / DOTS) === 0);
  const all = shown.flat().filter(Number.isFinite);
  if (all.length === 0) return [];
  const low = Math.min(...all);
  const width = Math.max(...all) - low || 1;
  const inside = (v: number): number => clamp((v - low) / width, 0, 1) * 0.94 + 0.03;
  const points = shown.flatMap(([x, y]) => [box.x + box.w * inside(x), box.y + box.h * (1 - inside(y))]);
  return [{ kind: "dots", points, r: 1.3, ink: ink("spline", 0.45) }];
}

function footnote(quality: string | null, box: Box): Shape[] {
  if (!quality) return [];
  const at = { x: box.x + 10, y: box.y + box.h - 8 };
  return [{ kind: "text", text: quality, at, size: 11, face: "ui", ink: ink("text-2"), room: box.w - 20 }];
}

function disc(port: PortView, box: Box, zoom: number): Shape[] {
  const at = centre(box);
  const r = box.w / 2;
  const pen = { ink: ink(port.weak ? "line-strong" : "text-2"), width: r < 6 ? 1 : 1.2 };
  const circle: Shape = { kind: "disc", at, r, fill: ink("raised"), pen };
  const size = r * 1.3;
  if (size * zoom < READABLE || [...port.name].length > 2) return [circle];
  const text: Shape = {
    kind: "text",
    text: port.name,
    at: { x: at.x, y: at.y + r * 0.4 },
    size,
    face: "math",
    italic: true,
    ink: ink(port.weak ? "text-3" : "text"),
    align: "center",
  };
  return [circle, text];
}
