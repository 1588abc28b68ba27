/** What a scene is made of: plain data that any surface could draw. Colours are names of tokens. */
import type { Bezier, Box, Point } from "./geometry";
import type { CurveView } from "./view";

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
  "on-accent",
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
  "seq-0",
  "seq-1",
  "seq-2",
  "seq-3",
  "seq-4",
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

/** A living curve in its box: the only shape that is drawn anew with every frame of a run. */
export interface CurveShape {
  kind: "curve";
  curve: CurveView;
  box: Box;
  /** y range that the full height stands for. */
  span: number;
  /** Whose middle is the middle of the box; its own unless something is drawn over it. */
  base: CurveView;
  pen: Pen;
  /** Plates alone: an area down to zero, and lines where x is in the middle and y is zero. */
  full: boolean;
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
  token: "symbolic" | "proposed";
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
  | CurveShape
  | AreaShape
  | BoxShape
  | DiscShape
  | TextShape
  | TagShape
  | BarsShape
  | DotsShape;

/** Letters as wide as they are high: Chinese, Japanese, Korean. */
const SQUARE = /[\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef]/;

/** Rough width of a text before a surface has measured it. */
export const roughWidth = (text: string, size: number): number =>
  size * [...text].reduce((width, letter) => width + (SQUARE.test(letter) ? 1 : 0.56), 0);

/** Text on the canvas is never smaller than this on screen, in pixels: it is left out, not shrunk. */
export const READABLE = 9.5;

/** The same shape, so many times as large around the origin of the paper. */
export function scaled(shape: Shape, f: number): Shape {
  switch (shape.kind) {
    case "wire":
      return {
        ...shape,
        curve: shape.curve.map((v) => v * f) as unknown as Bezier,
        pen: thicker(shape.pen, f),
      };
    case "line":
      return {
        ...shape,
        points: shape.points.map((v) => v * f),
        pen: thicker(shape.pen, f),
        clip: larger(shape.clip, f),
      };
    case "curve":
      return { ...shape, box: sized(shape.box, f), pen: thicker(shape.pen, f) };
    case "area":
      return { ...shape, points: shape.points.map((v) => v * f), clip: larger(shape.clip, f) };
    case "box":
      return {
        ...shape,
        box: sized(shape.box, f),
        radius: shape.radius * f,
        pen: shape.pen && thicker(shape.pen, f),
        shadow: shape.shadow && shape.shadow * f,
      };
    case "disc":
      return { ...shape, at: moved(shape.at, f), r: shape.r * f, pen: shape.pen && thicker(shape.pen, f) };
    case "text":
      return { ...shape, at: moved(shape.at, f), size: shape.size * f, room: shape.room && shape.room * f };
    case "tag":
      return { ...shape, at: moved(shape.at, f), size: shape.size * f };
    case "bars":
      return { ...shape, box: sized(shape.box, f) };
    case "dots":
      return { ...shape, points: shape.points.map((v) => v * f), r: shape.r * f };
  }
}

export const sized = (box: Box, f: number): Box => ({
  x: box.x * f,
  y: box.y * f,
  w: box.w * f,
  h: box.h * f,
});
const larger = (box: Box | undefined, f: number): Box | undefined => box && sized(box, f);
const moved = ({ x, y }: Point, f: number): Point => ({ x: x * f, y: y * f });
const thicker = (pen: Pen, f: number): Pen => ({
  ...pen,
  width: pen.width * f,
  ...(pen.dash ? { dash: pen.dash.map((v) => v * f) } : {}),
});
