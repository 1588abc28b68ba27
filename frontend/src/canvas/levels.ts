/**
 * How much of an edge is drawn follows the room it has, never the number of edges: a plate with every mark,
 * a sparkline, or only the stroke of its wire (a cell in a matrix). Strong edges come first; equals are treated alike.
 */
import type { EdgeView } from "./view";
import { IDLE } from "./view";

export type Level = "plate" | "spark" | "ring";

export const PLATE_ROOM = 96;
export const SPARK_ROOM = 28;

/** Edges at least this strong are plates. Infinity: none is. */
export type Threshold = number;

/** A step down in strength by this factor separates the strong from the weak. */
const BREAK = 1.15;

export function levelOf(edge: EdgeView, threshold: Threshold): Level {
  if (edge.status === "cut") return "ring";
  return edge.strength >= Math.max(threshold, IDLE) ? "plate" : "spark";
}

/** Where a line may be drawn between plates and sparklines, most plates first. */
export function thresholds(edges: readonly EdgeView[]): Threshold[] {
  const strengths = edges.filter((e) => e.status !== "cut").map((e) => e.strength);
  const falling = [...new Set(strengths)].sort((a, b) => b - a);
  const breaks = falling.filter((s, k) => s >= IDLE && isBreak(s, falling[k + 1]));
  return [...breaks.reverse(), Number.POSITIVE_INFINITY];
}

function isBreak(strength: number, next: number | undefined): boolean {
  return next === undefined || next < IDLE || strength >= BREAK * next;
}

export type Seen = "plate" | "spark" | "stroke";

/** A level is only left once its border is passed by this share: nothing flickers at a border. */
const HYSTERESIS = 0.1;

/** The level that a box of this width on screen has room for; `before` is the level it had. */
export function levelOnScreen(width: number, before?: Seen): Seen {
  if (width >= border(PLATE_ROOM, before === undefined ? 0 : before === "plate" ? -1 : 1)) return "plate";
  const sparkBefore = before === undefined ? 0 : before === "stroke" ? 1 : -1;
  return width >= border(SPARK_ROOM, sparkBefore) ? "spark" : "stroke";
}

const border = (room: number, side: -1 | 0 | 1): number => room * (1 + side * HYSTERESIS);
