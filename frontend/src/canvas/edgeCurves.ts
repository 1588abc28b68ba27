/** The moving part of a glyph: its curve, what it was before, and what is tried on it. */
import { type Box, clamp, grown } from "./geometry";
import type { GlyphLook } from "./look";
import { type CurveShape, ink, type Pen, type Token } from "./shape";
import type { CurveView, EdgeView } from "./view";

export const stateToken = (edge: EdgeView): Token => {
  if (edge.status === "cut") return "cut";
  if (edge.proposed) return "proposed";
  if (edge.status === "symbolic") return "symbolic";
  return edge.locked ? "locked" : "spline";
};

/** Sizes of a plate's marks grow with it, within reason. */
export const plateScale = (box: Box): number => clamp(Math.min(box.h / 98, box.w / 140), 0.8, 1.3);

/** Where in a plate its curve is drawn. */
export function plateInner(box: Box): Box {
  const z = plateScale(box);
  return { x: box.x + 10 * z, y: box.y + 25 * z, w: box.w - 20 * z, h: box.h - 43 * z };
}

/** Among many, sparklines shrink on the paper as one zooms in; their lines shrink with them. */
export const sparkScale = (box: Box): number => clamp(box.h / 29, 0.1, 1);

export const isIdle = (edge: EdgeView, look: GlyphLook): boolean =>
  look.strength < 0.12 && edge.status === "spline" && !look.selected && !look.hovered;

/** From the oldest to what is only tried, one over the other. */
export function glyphCurves(edge: EdgeView, box: Box, look: GlyphLook): CurveShape[] {
  if (look.level === "stroke") return [];
  if (edge.status === "cut") return edge.going ? leaving(box, look) : [];
  const full = look.level === "plate";
  const inner = full ? plateInner(box) : grown(box, -4 * sparkScale(box));
  const s = clamp(look.strength, 0, 1);
  const width = full ? 2.3 : (1.2 + 0.7 * s) * sparkScale(box);
  return [...former(inner, look, width), ...present(edge, inner, look, width), ...tried(inner, look, width)];
}

/** Faint, while it is only tried what the network is without it. */
function leaving(box: Box, look: GlyphLook): CurveShape[] {
  if (!look.curve) return [];
  const inner = look.level === "plate" ? plateInner(box) : grown(box, -4 * sparkScale(box));
  return [line(look.curve, inner, look, { ink: ink("cut", 0.7), width: 1.4, dash: [2, 4] })];
}

const line = (curve: CurveView, box: Box, look: GlyphLook, pen: Pen, full = false): CurveShape => {
  return { kind: "curve", curve, box, span: look.span, base: look.curve ?? curve, pen, full };
};

/** The original grey, the last one faint; while a run runs, amber trails. */
function former(inner: Box, look: GlyphLook, width: number): CurveShape[] {
  const thin = Math.min(1.6, width);
  const { original, last } = look.former ?? {};
  const shapes: CurveShape[] = [];
  if (original) shapes.push(line(original, inner, look, { ink: ink("previous"), width: thin }));
  if (last) shapes.push(line(last, inner, look, { ink: ink("spline", 0.35), width: thin }));
  look.trail.forEach((old, k) => {
    shapes.push(line(old, inner, look, { ink: ink("pulse", 0.28 + 0.16 * k), width: thin }));
  });
  return shapes;
}

function present(edge: EdgeView, inner: Box, look: GlyphLook, width: number): CurveShape[] {
  if (!look.curve) return [];
  const faded = (look.preview?.curve ? 0.35 : 1) * (look.level === "spark" && isIdle(edge, look) ? 0.6 : 1);
  const pen = { ink: ink(stateToken(edge), faded), width };
  return [
    line(look.curve, inner, look, edge.proposed ? { ...pen, dash: [5, 3] } : pen, look.level === "plate"),
  ];
}

function tried(inner: Box, look: GlyphLook, width: number): CurveShape[] {
  const curve = look.preview?.curve;
  if (!curve) return [];
  return [line(curve, inner, look, { ink: ink("symbolic"), width: Math.min(width, 2.3), dash: [6, 4] })];
}
