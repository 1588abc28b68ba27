/** Wires: wider and deeper with strength, dotted when cut, lit on the selected path. */

import { flag } from "./edgeGlyph";
import { type Bezier, type Box, pointAt } from "./geometry";
import type { EdgePlace } from "./layout";
import { differsMarks } from "./marks";
import { ink, type Pen, type Pulse, type Shape } from "./shape";
import type { EdgeView } from "./view";

export interface WireLook {
  strength: number;
  /** 2: the selected edge itself, 1: on its path, 0: neither. */
  lit: 0 | 1 | 2;
  hovered: boolean;
  training: boolean;
  /** How many wires share the layer: the more, the paler the idle ones. */
  neighbours: number;
  /** Too weak for the filter: hardly there. */
  back: boolean;
}

/** The box that a wire lies in: its control points are level with its ends. */
export const wireBounds = (w: Bezier): Box => ({
  x: Math.min(w[0], w[6]),
  y: Math.min(w[1], w[7]) - 2,
  w: Math.abs(w[6] - w[0]),
  h: Math.abs(w[7] - w[1]) + 4,
});

export function wireShapes(edge: EdgeView, place: EdgePlace, look: WireLook): Shape[] {
  const pen = wirePen(edge, place, look);
  const shapes: Shape[] = place.wires.map((curve, k) => {
    const pulse =
      look.training && edge.status !== "cut" && !look.back ? pulseOf(edge, place, look, k) : undefined;
    return { kind: "wire", curve, pen, pulse };
  });
  return (edge.status === "cut" || look.back) && place.box ? [...shapes, bridge(place, pen)] : shapes;
}

/** Without a glyph the wire runs through. */
function bridge(place: EdgePlace, pen: Pen): Shape {
  const [into, out] = place.wires;
  const points = into && out ? [into[6], into[7], out[0], out[1]] : [];
  return { kind: "line", points, pen };
}

function wirePen(edge: EdgeView, place: EdgePlace, look: WireLook): Pen {
  if (edge.status === "cut") return { ink: ink("cut", 0.8), width: 1.2, dash: [1.5, 5] };
  if (look.back && !look.lit && !look.hovered) return { ink: ink("wire", 0.07), width: 0.8 };
  const width = place.crowded ? 0.8 + 2.6 * look.strength ** 2 : 1 + 3.2 * look.strength;
  if (look.lit === 2) return { ink: ink("accent"), width: Math.max(2, width) };
  if (look.lit === 1) return { ink: ink("accent", 0.55), width: Math.max(1.4, width) };
  if (look.hovered) return { ink: ink("accent", 0.5), width: Math.max(1.6, width) };
  if (edge.proposed) return { ink: ink("proposed", 0.85), width: Math.max(1.6, width), dash: [5, 4] };
  if (edge.status === "symbolic") return { ink: ink("symbolic", 0.7), width };
  if (edge.locked) return { ink: ink("locked", 0.75), width };
  return { ink: ink("wire", depth(place, look)), width };
}

/** Many wires that cross would add up to black: the more there are, the paler each is. */
function depth(place: EdgePlace, look: WireLook): number {
  const s = look.strength;
  if (!place.crowded) return 0.2 + 0.48 * s;
  const crowd = Math.min(1, (120 / Math.max(1, look.neighbours)) ** 0.4);
  return crowd * (0.08 + 0.12 * s + 0.42 * s * s);
}

function pulseOf(edge: EdgeView, place: EdgePlace, look: WireLook, part: number): Pulse {
  const s = look.strength;
  const phase = (edge.source * 0.37 + edge.target * 0.23 + part * 0.5 + edge.layer * 0.31) % 1;
  const width = place.crowded ? 1.2 + 3.4 * s * s : 1.4 + 4.8 * s;
  return { width, alpha: place.crowded ? Math.max(0, s - 0.12) : 0.18 + 0.82 * s, phase };
}

/** Marks that tell the state of an edge with room for nothing but its wire. */
export function strokeMarks(edge: EdgeView, place: EdgePlace, zoom: number): Shape[] {
  const at = place.middle;
  const size = 5 / Math.sqrt(zoom);
  if (edge.differs && edge.status !== "cut") {
    const own = strokeMarks({ ...edge, differs: false }, place, zoom);
    return [...own, ...differsMarks(edge, { x: at.x, y: at.y - 2 * size }, 1.1 * size)];
  }
  if (edge.proposed) return [flag(at, 1.3 * size)];
  if (edge.status === "symbolic") {
    const box = { x: at.x - size, y: at.y - size, w: 2 * size, h: 2 * size };
    return [{ kind: "box", box, radius: 1.5, fill: ink("symbolic") }];
  }
  if (edge.status === "cut")
    return [{ kind: "disc", at, r: 0.7 * size, fill: ink("canvas"), pen: { ink: ink("cut"), width: 1.2 } }];
  return edge.locked ? brackets(place.wires[0], size) : [];
}

function brackets(wire: Bezier | undefined, size: number): Shape[] {
  if (!wire) return [];
  return [0.48, 0.52].map((t): Shape => {
    const { x, y } = pointAt(wire, t);
    return { kind: "line", points: [x, y - size, x, y + size], pen: { ink: ink("locked"), width: 1.8 } };
  });
}
