/** The glyph of one edge at rest: a plate with every mark, or a sparkline. Shape tells the state, colour repeats it. */
import { axisLabels } from "./axisLabels";
import { isIdle, plateInner, plateScale, sparkScale, stateToken } from "./edgeCurves";
import { type Box, centre, clamp, grown, type Point } from "./geometry";
import type { GlyphLook } from "./look";
import { differsMarks, leftMarks, proposedMarks } from "./marks";
import { scissors } from "./scissors";
import { ink, type Pen, READABLE, roughWidth, type Shape } from "./shape";
import type { EdgeView } from "./view";

/** Everything of a glyph but its curves. */
export function glyphShapes(edge: EdgeView, box: Box, look: GlyphLook): Shape[] {
  if (edge.status === "cut")
    return [...ring(centre(box)), ...differsMarks(edge, above(centre(box), 11), 5.5)];
  if (look.level === "stroke") return [];
  return look.level === "plate" ? plate(edge, box, look) : spark(edge, box, look);
}

const above = ({ x, y }: Point, by: number): Point => ({ x, y: y - by });

function ring(at: Point): Shape[] {
  return [{ kind: "disc", at, r: 3.4, fill: ink("canvas"), pen: { ink: ink("cut"), width: 1.3 } }];
}

function plate(edge: EdgeView, box: Box, look: GlyphLook): Shape[] {
  const z = plateScale(box);
  return [
    ...frame(edge, box, look, 10 * z),
    ...foot(edge, box, plateInner(box), z, look),
    ...head(edge, box, z, look),
    ...plugs(edge, look, 3.2),
    ...leftMarks(edge, box, z),
  ];
}

function frame(edge: EdgeView, box: Box, look: GlyphLook, radius: number): Shape[] {
  const raised = look.selected || look.hovered;
  const half = { x: box.x + 0.5, y: box.y + 0.5, w: box.w - 1, h: box.h - 1 };
  return [
    { kind: "box", box, radius, fill: ink("raised"), shadow: raised ? 18 : 7 },
    { kind: "box", box: half, radius, pen: rim(edge, 1) },
    ...rings(edge, box, look, radius, 9),
  ];
}

/** The rim says what a glance must know: a worker is at it, or it is named. */
function rim(edge: EdgeView, z: number): Pen {
  if (edge.busy) return { ink: ink("pulse"), width: 1.5 * z };
  return { ink: edge.status === "symbolic" ? ink("symbolic", 0.55) : ink("line-strong"), width: z };
}

/** A diamond on the corner of what somebody proposes. */
export function flag({ x, y }: Point, r: number): Shape {
  return { kind: "area", points: [x, y - r, x + r, y, x, y + r, x - r, y], fill: ink("proposed") };
}

/** Corner brackets when locked, a full ring when selected, half a ring when hovered. */
function rings(edge: EdgeView, box: Box, look: GlyphLook, radius: number, corner: number): Shape[] {
  const shapes: Shape[] = [];
  if (edge.locked) shapes.push(...corners(grown(box, corner / 3), corner));
  if (look.selected) {
    shapes.push({
      kind: "box",
      box: grown(box, 3),
      radius: radius + 3,
      pen: { ink: ink("accent"), width: 2 },
    });
  } else if (look.hovered) {
    const pen = { ink: ink("accent", 0.5), width: 1.5 };
    shapes.push({ kind: "box", box: grown(box, 2.5), radius: radius + 2, pen });
  }
  return shapes;
}

function corners(box: Box, q: number): Shape[] {
  const [l, t, r, b] = [box.x, box.y, box.x + box.w, box.y + box.h];
  const pen = { ink: ink("locked"), width: 2.2 };
  const paths = [
    [l + q, t, l, t, l, t + q],
    [r - q, t, r, t, r, t + q],
    [l + q, b, l, b, l, b - q],
    [r - q, b, r, b, r, b - q],
  ];
  return paths.map((points): Shape => ({ kind: "line", points, pen }));
}

/** Range numbers at the ends, and between them where the rows are. */
function foot(edge: EdgeView, box: Box, inner: Box, z: number, look: GlyphLook): Shape[] {
  const size = Math.max(10, 10 * z);
  const y = box.y + box.h - 6 * z;
  const numbers = look.quiet || size * look.zoom < READABLE ? null : axisLabels(edge.range);
  const [left, right] = numbers?.map((n) => roughWidth(n, size) + 6) ?? [0, 0];
  const strip = { x: inner.x + (left ?? 0), y: y - 5 * z, w: inner.w - (left ?? 0) - (right ?? 0), h: 4 * z };
  const ends: Shape[] = (numbers ?? []).map((text, k) => {
    const at = { x: k === 0 ? inner.x : inner.x + inner.w, y };
    return {
      kind: "text",
      text,
      at,
      size,
      face: "ui",
      ink: ink("text-3"),
      align: k === 0 ? "left" : "right",
    };
  });
  return [...ends, ...dataStrip(edge, strip)];
}

function dataStrip(edge: EdgeView, box: Box): Shape[] {
  if (!edge.density || edge.density.length === 0 || box.w < 16) return [];
  const most = Math.max(...edge.density, 1e-12);
  const values = edge.density.map((d) => d / most);
  return [{ kind: "bars", box, values, ink: ink("density", 0.55), form: "strip" }];
}

/** Name at the upper left, cost of cutting at the upper right. */
function head(edge: EdgeView, box: Box, z: number, look: GlyphLook): Shape[] {
  if (Math.max(10, 11 * z) * look.zoom < READABLE) return [];
  return [...name(edge, box, z, look), ...(look.quiet || !look.costs ? [] : cost(edge, box, z))];
}

function name(edge: EdgeView, box: Box, z: number, look: GlyphLook): Shape[] {
  const at = { x: box.x + 7 * z, y: box.y + 14 * z };
  if (look.preview?.name) return [tag(look.preview.name, at, 13.5 * z, false)];
  if (edge.proposed) return [tag(edge.proposed.label, at, 13.5 * z, false, "proposed")];
  if (edge.status === "symbolic") return [tag(edge.label, at, 13.5 * z, true)];
  const x = box.x + 10 * z + (edge.locked ? 15 * z : 0);
  const lock = edge.locked ? padlock({ x: box.x + 15 * z, y: box.y + 13 * z }, 11 * z) : [];
  return [...lock, ...phi(edge.label, { x, y: box.y + 18 * z }, z)];
}

const tag = (
  text: string,
  at: Point,
  size: number,
  decided: boolean,
  token: "symbolic" | "proposed" = "symbolic",
): Shape => ({ kind: "tag", text, at, align: "left", size, decided, token });

/** "φ12" as φ with a small number below. */
function phi(label: string, at: Point, z: number): Shape[] {
  const number = label.replace(/^φ[ _]?/, "").replace(/[₀-₉]/g, (d) => String(d.charCodeAt(0) - 0x2080));
  const letter = label.startsWith("φ") ? "φ" : "";
  const shapes: Shape[] = [];
  if (letter)
    shapes.push({
      kind: "text",
      text: "φ",
      at,
      size: 15.5 * z,
      face: "math",
      italic: true,
      ink: ink("text-2"),
    });
  const below = { x: at.x + (letter ? 9.5 * z : 0), y: at.y + (letter ? 5 * z : 0) };
  const size = letter ? Math.max(10, 10 * z) : 12 * z;
  if (number) shapes.push({ kind: "text", text: number, at: below, size, face: "ui", ink: ink("text-2") });
  return shapes;
}

function padlock(at: Point, s: number): Shape[] {
  const [x, y] = [at.x, at.y];
  const arm = 0.26 * s;
  const shackle = [x - arm, y, x - arm, y - 0.3 * s, x - arm / 2, y - 0.44 * s, x + arm / 2, y - 0.44 * s];
  const body = { x: x - 0.42 * s, y, w: 0.84 * s, h: 0.54 * s };
  return [
    {
      kind: "line",
      points: [...shackle, x + arm, y - 0.3 * s, x + arm, y],
      pen: { ink: ink("locked"), width: 1.3 },
    },
    { kind: "box", box: body, radius: 1.5, fill: ink("locked") },
  ];
}

function cost(edge: EdgeView, box: Box, z: number): Shape[] {
  if (!edge.cost) return [];
  const size = Math.max(10, 11 * z);
  const at = { x: box.x + box.w - 10 * z, y: box.y + 17 * z };
  const token = edge.cost.includes("≈") ? "text-3" : "text-2";
  const x = at.x - roughWidth(edge.cost, size) - 9 * z;
  return [
    { kind: "text", text: edge.cost, at, size, face: "ui", ink: ink(token), align: "right" },
    ...scissors({ x, y: box.y + 13 * z }, z),
  ];
}

/** Where the edge's own wire enters and leaves. */
function plugs(edge: EdgeView, look: GlyphLook, r: number): Shape[] {
  const alpha = edge.status === "spline" ? 0.45 + 0.55 * clamp(look.strength, 0, 1) : 1;
  const fill = ink(stateToken(edge), r > 3 ? 1 : alpha);
  return look.plugs.map((at): Shape => ({ kind: "disc", at, r, fill }));
}

function spark(edge: EdgeView, box: Box, look: GlyphLook): Shape[] {
  const idle = isIdle(edge, look);
  const z = sparkScale(box);
  const radius = Math.min(6, box.h / 4);
  const half = { x: box.x + z / 2, y: box.y + z / 2, w: box.w - z, h: box.h - z };
  const pen = idle && !edge.busy ? { ink: ink("line"), width: z } : rim(edge, z);
  return [
    { kind: "box", box, radius, fill: ink(idle ? "canvas" : "raised") },
    { kind: "box", box: half, radius, pen },
    ...rings(edge, box, look, radius, 5 * z),
    ...(idle ? [] : plugs(edge, look, 2.2 * z)),
    ...hangingCost(edge, box, look),
    ...proposedMarks(edge, box, z),
    ...differsMarks(edge, { x: box.x + box.w, y: box.y }, 5 * z),
  ];
}

/** A named sparkline wears its tag on the lower rim, above its curve. */
export function hangingTag(edge: EdgeView, box: Box, look: GlyphLook): Shape[] {
  const text = look.preview?.name ?? (edge.status === "symbolic" ? edge.label : null);
  if (!text || look.level !== "spark" || box.w * look.zoom < 40 || 11 * look.zoom < READABLE) return [];
  const at = { x: box.x + box.w / 2, y: box.y + box.h };
  const decided = !look.preview?.name;
  return [{ kind: "tag", text, at, align: "center", size: 11, decided, token: "symbolic" }];
}

/** Over a sparkline while it is pointed at or selected: among others there is no room for it. */
function hangingCost(edge: EdgeView, box: Box, look: GlyphLook): Shape[] {
  if (!look.costs || look.quiet || !edge.cost || !(look.hovered || look.selected)) return [];
  if (box.w * look.zoom < 40 || 10 * look.zoom < READABLE) return [];
  const at = { x: box.x + box.w, y: box.y - 6 };
  const x = at.x - roughWidth(edge.cost, 10) - 7;
  return [
    { kind: "text", text: edge.cost, at, size: 10, face: "ui", ink: ink("text-2"), align: "right" },
    ...scissors({ x, y: at.y - 4 }, 0.8),
  ];
}
