/** What people have left on an edge: an expectation, a comment, a proposal. Each has a shape of its own. */
import type { Box, Point } from "./geometry";
import { ink, type Pen, type Shape } from "./shape";
import type { EdgeView } from "./view";

/** In the lower right of a plate: a pencil where something is expected, a bubble where something was said. */
export function leftMarks(edge: EdgeView, box: Box, z: number): Shape[] {
  const { expected = false, noted = false } = edge;
  const [size, y] = [10 * z, box.y + box.h - 32 * z];
  const right = box.x + box.w - 9 * z - size;
  return [
    ...(noted ? bubble({ x: right, y }, size) : []),
    ...(expected ? pencil({ x: right - (noted ? size + 5 * z : 0), y }, size) : []),
    ...proposedMarks(edge, box, z),
    ...differsMarks(edge, { x: box.x + box.w, y: box.y }, 7 * z),
  ];
}

/** A light triangle on a dark disc: not the same in the version beside. */
export function differsMarks(edge: EdgeView, at: Point, r: number): Shape[] {
  if (!edge.differs) return [];
  const [x, y, s] = [at.x, at.y, 0.62 * r];
  return [
    { kind: "disc", at, r, fill: ink("text"), pen: { ink: ink("canvas"), width: 1.2 } },
    { kind: "area", points: [x, y - s, x + s, y + 0.7 * s, x - s, y + 0.7 * s], fill: ink("canvas") },
  ];
}

/** A dashed rim and a diamond on the upper right corner where somebody proposes something. */
export function proposedMarks(edge: EdgeView, box: Box, z: number): Shape[] {
  if (!edge.proposed) return [];
  const half = { x: box.x + 0.5, y: box.y + 0.5, w: box.w - 1, h: box.h - 1 };
  const pen: Pen = { ink: ink("proposed"), width: 1.6, dash: [5, 3] };
  const [x, y, r] = [box.x + box.w, box.y, 7 * z];
  return [
    { kind: "box", box: half, radius: Math.min(10 * z, box.h / 4), pen },
    { kind: "area", points: [x, y - r, x + r, y, x, y + r, x - r, y], fill: ink("proposed") },
  ];
}

function pencil({ x, y }: Point, s: number): Shape[] {
  const pen: Pen = { ink: ink("accent"), width: 1.3 };
  const shaft = [0, s, 0.08 * s, 0.68 * s, 0.72 * s, 0.04 * s, 0.98 * s, 0.3 * s, 0.34 * s, 0.92 * s, 0, s];
  return [{ kind: "line", points: shaft.map((d, k) => d + (k % 2 ? y : x)), pen }];
}

function bubble({ x, y }: Point, s: number): Shape[] {
  const pen: Pen = { ink: ink("text-3"), width: 1.3 };
  const box = { x, y: y + 0.05 * s, w: s, h: 0.7 * s };
  const tail = [x + 0.25 * s, y + 0.75 * s, x + 0.25 * s, y + 1.05 * s, x + 0.55 * s, y + 0.75 * s];
  return [
    { kind: "box", box, radius: 0.2 * s, pen },
    { kind: "line", points: tail, pen },
  ];
}
