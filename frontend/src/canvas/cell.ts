/** The far view of an edge: one cell, as deep as it is strong; a corner, a rim or a dot marks its state. */
import { type Box, centre } from "./geometry";
import { ink, type Shape, type Token } from "./shape";
import type { EdgeView } from "./view";

export interface CellLook {
  strength: number;
  /** Too weak for the filter. */
  back: boolean;
}

/** What every cell leaves free of its place. */
const GAP = 0.1;
const STEPS: readonly Token[] = ["seq-0", "seq-1", "seq-2", "seq-3", "seq-4"];

export function cellShapes(edge: EdgeView, place: Box, look: CellLook): Shape[] {
  const box = { x: place.x, y: place.y, w: place.w * (1 - GAP), h: place.h * (1 - GAP) };
  if (edge.status === "cut") return [dot(box, 0.09, "cut"), ...(edge.differs ? [corner(box, "text")] : [])];
  if (look.back) return [dot(box, 0.06, "line-strong")];
  return [...depth(box, edge, look.strength), ...marks(edge, box)];
}

const dot = (box: Box, share: number, token: Token): Shape => {
  const at = centre(box);
  const w = box.w * 2 * share;
  return {
    kind: "box",
    box: { x: at.x - w / 2, y: at.y - w / 2, w, h: w },
    radius: 0,
    fill: ink(token, 0.8),
  };
};

/** Five steps of one scale from paper to ink, mixed in between: the stronger colour lies over the weaker. */
function depth(box: Box, edge: EdgeView, strength: number): Shape[] {
  if (edge.status === "symbolic") return [square(box, "symbolic", 0.35 + 0.65 * strength)];
  const at = Math.min(1, Math.max(0, strength)) ** 0.8 * (STEPS.length - 1);
  const k = Math.min(STEPS.length - 2, Math.floor(at));
  const over = at - k;
  const below = square(box, STEPS[k] ?? "seq-0", 1);
  return over < 0.02 ? [below] : [below, square(box, STEPS[k + 1] ?? "seq-4", over)];
}

const square = (box: Box, token: Token, alpha: number): Shape => ({
  kind: "box",
  box,
  radius: 0,
  fill: ink(token, alpha),
});

function marks(edge: EdgeView, box: Box): Shape[] {
  const shapes: Shape[] = [];
  if (edge.status === "symbolic") shapes.push(named(box));
  if (edge.locked) shapes.push(rim(box));
  if (edge.proposed) shapes.push(corner(box, "proposed"));
  if (edge.differs) shapes.push(corner(box, "text"));
  if (edge.busy)
    shapes.push({
      kind: "box",
      box: { ...box, y: box.y + 0.75 * box.h, h: 0.25 * box.h },
      radius: 0,
      fill: ink("pulse"),
    });
  return shapes;
}

/** Named: a light square in the middle. */
const named = (box: Box): Shape => {
  const at = centre(box);
  const w = 0.3 * box.w;
  return {
    kind: "box",
    box: { x: at.x - w / 2, y: at.y - w / 2, w, h: w },
    radius: 0,
    fill: ink("on-symbolic"),
  };
};

/** Locked: a rim. */
const rim = (box: Box): Shape => {
  const width = 0.16 * box.w;
  const inner = { x: box.x + width / 2, y: box.y + width / 2, w: box.w - width, h: box.h - width };
  return { kind: "box", box: inner, radius: 0, pen: { ink: ink("locked"), width } };
};

/** Proposed, or not the same in the version beside: a turned-down corner. */
const corner = (box: Box, token: Token): Shape => {
  const [right, q] = [box.x + box.w, 0.6 * box.w];
  return { kind: "area", points: [right - q, box.y, right, box.y, right, box.y + q], fill: ink(token) };
};
