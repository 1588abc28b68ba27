/** What a scene is made of: plain data that any surface could draw. Colours are names of tokens. */
import type { Bezier, Box, Point } from "./geometry";

export const TOKENS = [
  "canvas",
  "dot",
  "raised",
  "line",
  "line-strong",
  "field-line",
  "text",
  "text-2",
  "text-3",
  "accent",
  "spline",
  "wire",
  "symbolic",
  "on-symbolic",
  "locked",
  "cut",
  "cut-text",
  "pulse",
  "previous",
  "proposed",
  "density",
] as const;

export type Token = (typeof TOKENS)[number];

export interface Ink {
  token: Token;
  alpha: number;
}

export const ink = (token: Token, alpha = 1): Ink => ({ token, alpha });

/** How a line is drawn. */
export interface Pen {
  ink: Ink;
  width: number;
  dash?: readonly number[];
}

/** Energy that travels along a wire while a run runs. */
export interface Pulse {
  width: number;
  alpha: number;
  /** 0 to 1: where on its way the first bulge starts. */
  phase: number;
}

export interface WireShape {
  kind: "wire";
  curve: Bezier;
  pen: Pen;
  pulse?: Pulse;
}

export interface LineShape {
  kind: "line";
  /** x, y, x, y, … */
  points: readonly number[];
  pen: Pen;
  /** Nothing outside this box is drawn. */
  clip?: Box;
}

export interface AreaShape {
  kind: "area";
  points: readonly number[];
  fill: Ink;
  clip?: Box;
}

export interface BoxShape {
  kind: "box";
  box: Box;
  radius: number;
  fill?: Ink;
  pen?: Pen;
  /** Blur of the soft shadow below, in pixels. */
  shadow?: number;
}

export interface DiscShape {
  kind: "disc";
  at: Point;
  r: number;
  fill?: Ink;
  pen?: Pen;
}

export interface TextShape {
  kind: "text";
  text: string;
  at: Point;
  size: number;
  face: "ui" | "math";
  italic?: boolean;
  strong?: boolean;
  ink: Ink;
  align?: "left" | "right" | "center";
  /** Longest width allowed; a longer text ends in an ellipsis. */
  room?: number;
}

/** A word on a small label: filled once it is decided, dashed while it is only a preview. */
export interface TagShape {
  kind: "tag";
  text: string;
  /** Left edge and middle, or centre and middle. */
  at: Point;
  align: "left" | "center";
  size: number;
  decided: boolean;
}

export interface BarsShape {
  kind: "bars";
  box: Box;
  /** 0 to 1 each. */
  values: readonly number[];
  ink: Ink;
  /** A histogram grows bars; a strip keeps their height and deepens their ink. */
  form: "histogram" | "strip";
}

export interface DotsShape {
  kind: "dots";
  points: readonly number[];
  r: number;
  ink: Ink;
}

export type Shape =
  | WireShape
  | LineShape
  | AreaShape
  | BoxShape
  | DiscShape
  | TextShape
  | TagShape
  | BarsShape
  | DotsShape;

/** Rough width of a text before a surface has measured it. */
export const roughWidth = (text: string, size: number): number => [...text].length * size * 0.56;

/** Text on the canvas is never smaller than this on screen, in pixels: it is left out, not shrunk. */
export const READABLE = 9.5;
