/** Shapes → CanvasRenderingContext2D. The only file that knows the canvas interface. */
import { curvePoints, heightIn } from "./curve";
import { type Bezier, type Box, clamp } from "./geometry";
import { colourOf, type Palette } from "./palette";
import type { Scene } from "./scene";
import type {
  AreaShape,
  BarsShape,
  BoxShape,
  CurveShape,
  DiscShape,
  DotsShape,
  Ink,
  LineShape,
  Pen,
  Shape,
  TagShape,
  TextShape,
  WireShape,
} from "./shape";

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Where the camera is: screen = world × k + (x, y). */
export interface Place {
  x: number;
  y: number;
  k: number;
}

export interface Surface {
  context: Context;
  palette: Palette;
  width: number;
  height: number;
  ratio: number;
  camera: Place;
}

/** Bulges along a wire are this far apart. */
const PULSE_GAP = 74;
const PAPER_STEP = 24;
/** A curve this wide on screen, in pixels, shows all its points; a narrower one a point every few pixels. */
const WIDE = 96;
const POINT_EVERY = 3;

/** A whole scene at once: what rests, the bulges between wires and glyphs, and what moves. */
export function drawScene(surface: Surface, scene: Scene, pulse: number | null): void {
  onPaper(surface);
  const wires = scene.still.filter((shape) => shape.kind === "wire");
  drawAll(surface, wires);
  if (pulse !== null) drawPulses(surface, wires, pulse);
  drawAll(
    surface,
    scene.still.filter((shape) => shape.kind !== "wire"),
  );
  for (const part of [scene.curves, scene.tags, scene.overlay]) drawAll(surface, part);
}

/** Empties a surface; with dots of the paper where they are wished. */
export function clear(surface: Surface, paper: boolean): void {
  const { context: c, ratio } = surface;
  c.setTransform(ratio, 0, 0, ratio, 0, 0);
  c.clearRect(0, 0, surface.width, surface.height);
  if (paper) drawPaper(surface);
}

/** From here on, lengths are lengths on the paper. */
export function onPaper({ context: c, camera, ratio }: Surface): void {
  c.setTransform(ratio * camera.k, 0, 0, ratio * camera.k, ratio * camera.x, ratio * camera.y);
  c.lineJoin = "round";
}

/** Faint dots that move with the paper; gone below 60 % zoom. */
function drawPaper({ context: c, palette, width, height, camera }: Surface): void {
  if (camera.k < 0.6) return;
  const step = PAPER_STEP * camera.k;
  const first = (offset: number): number => ((((offset + step / 2) % step) + step) % step) - step;
  c.fillStyle = colourOf(palette, { token: "dot", alpha: Math.min(1, (camera.k - 0.6) * 4) });
  for (let y = first(camera.y); y < height; y += step) {
    for (let x = first(camera.x); x < width; x += step) c.fillRect(x - 0.6, y - 0.6, 1.2, 1.2);
  }
}

export function drawAll(surface: Surface, shapes: readonly Shape[]): void {
  for (const shape of shapes) drawShape(surface, shape);
}

/** How each kind of shape is drawn. */
const PAINTERS: { [K in Shape["kind"]]: (surface: Surface, shape: Extract<Shape, { kind: K }>) => void } = {
  wire: drawWire,
  line: drawLine,
  curve: drawCurve,
  area: drawArea,
  box: drawBox,
  disc: drawDisc,
  text: drawText,
  tag: drawTag,
  bars: drawBars,
  dots: drawDots,
};

function drawShape<K extends Shape["kind"]>(surface: Surface, shape: Extract<Shape, { kind: K }>): void {
  const paint = PAINTERS[shape.kind as K];
  paint(surface, shape);
}

function stroke({ context: c, palette }: Surface, pen: Pen): void {
  c.strokeStyle = colourOf(palette, pen.ink);
  c.lineWidth = pen.width;
  c.setLineDash(pen.dash ? [...pen.dash] : []);
  c.stroke();
}

function fill({ context: c, palette }: Surface, ink: Ink): void {
  c.fillStyle = colourOf(palette, ink);
  c.fill();
}

function traceCurve(c: Context, b: Bezier): void {
  c.beginPath();
  c.moveTo(b[0], b[1]);
  c.bezierCurveTo(b[2], b[3], b[4], b[5], b[6], b[7]);
}

function drawWire(surface: Surface, shape: WireShape): void {
  surface.context.lineCap = "butt";
  traceCurve(surface.context, shape.curve);
  stroke(surface, shape.pen);
}

/** Bulges, wider than the wire, that move towards the output. */
export function drawPulses(surface: Surface, shapes: readonly Shape[], clock: number): void {
  const { context: c, palette } = surface;
  c.lineCap = "round";
  for (const shape of shapes) {
    if (shape.kind !== "wire" || !shape.pulse || shape.pulse.alpha <= 0) continue;
    c.strokeStyle = colourOf(palette, { token: "pulse", alpha: Math.min(1, shape.pulse.alpha) });
    c.lineWidth = shape.pulse.width;
    c.setLineDash([6, PULSE_GAP - 6]);
    c.lineDashOffset = -(clock + shape.pulse.phase) * PULSE_GAP;
    traceCurve(c, shape.curve);
    c.stroke();
  }
  c.lineDashOffset = 0;
}

function tracePoints(c: Context, points: readonly number[]): void {
  c.beginPath();
  for (let k = 0; k + 1 < points.length; k += 2) c.lineTo(points[k] ?? 0, points[k + 1] ?? 0);
}

function clipped(c: Context, clip: Box | undefined, draw: () => void): void {
  if (!clip) {
    draw();
    return;
  }
  c.save();
  c.beginPath();
  c.rect(clip.x, clip.y, clip.w, clip.h);
  c.clip();
  draw();
  c.restore();
}

function drawLine(surface: Surface, shape: LineShape): void {
  const c = surface.context;
  clipped(c, shape.clip, () => {
    c.lineCap = shape.pen.dash ? "butt" : "round";
    tracePoints(c, shape.points);
    stroke(surface, shape.pen);
  });
}

function drawCurve(surface: Surface, shape: CurveShape): void {
  const { context: c, camera } = surface;
  const { curve, box, span, base, pen } = shape;
  const across = box.w * camera.k;
  const few = across < WIDE ? Math.max(10, Math.round(across / POINT_EVERY)) : curve.values.length;
  const points = curvePoints(curve, box, span, base, few);
  const over = 1.3 * pen.width;
  const clip = leaves(shape, over) ? { x: box.x, y: box.y - over, w: box.w, h: box.h + 2 * over } : undefined;
  clipped(c, clip, () => {
    if (shape.full) drawGround(surface, shape, points);
    c.lineCap = pen.dash ? "butt" : "round";
    tracePoints(c, points);
    stroke(surface, pen);
  });
}

/** Whether some of it lies outside its box. */
function leaves({ curve, box, span, base }: CurveShape, over: number): boolean {
  const [low, high] = [heightIn(box, base, span, curve.lo), heightIn(box, base, span, curve.hi)];
  return low > box.y + box.h + over || high < box.y - over;
}

/** The middle of x, zero, and a wash down to it that fades out where zero lies far outside. */
function drawGround(surface: Surface, { base, box, span, pen }: CurveShape, points: readonly number[]): void {
  const { context: c } = surface;
  const zero = heightIn(box, base, span, 0);
  const level = clamp(zero, box.y, box.y + box.h);
  const middle = box.x + box.w / 2;
  const thin: Pen = { ink: { token: "line", alpha: 1 }, width: pen.width * 0.43 };
  c.lineCap = "butt";
  tracePoints(c, [middle, box.y, middle, box.y + box.h]);
  stroke(surface, thin);
  if (zero === level) {
    tracePoints(c, [box.x, zero, box.x + box.w, zero]);
    stroke(surface, thin);
  }
  const alpha = 0.07 * clamp(1 - Math.abs(zero - level) / (0.4 * box.h), 0, 1);
  if (alpha <= 0) return;
  tracePoints(c, [...points, box.x + box.w, level, box.x, level]);
  c.closePath();
  fill(surface, { token: pen.ink.token, alpha });
}

function drawArea(surface: Surface, shape: AreaShape): void {
  const c = surface.context;
  clipped(c, shape.clip, () => {
    tracePoints(c, shape.points);
    c.closePath();
    fill(surface, shape.fill);
  });
}

function drawBox(surface: Surface, { box, radius, fill: ink, pen, shadow }: BoxShape): void {
  const c = surface.context;
  // A cell of a matrix, of which there are thousands.
  if (radius === 0 && ink && !pen && !shadow) {
    c.fillStyle = colourOf(surface.palette, ink);
    c.fillRect(box.x, box.y, box.w, box.h);
    return;
  }
  c.beginPath();
  c.roundRect(box.x, box.y, box.w, box.h, radius);
  if (ink) {
    if (shadow) castShadow(surface, shadow);
    fill(surface, ink);
    c.shadowColor = "transparent";
  }
  if (pen) stroke(surface, pen);
}

/** Shadows ignore the camera, so they are scaled by hand. */
function castShadow({ context: c, camera, ratio }: Surface, blur: number): void {
  c.shadowColor = "rgba(20, 18, 10, 0.1)";
  c.shadowBlur = blur * camera.k * ratio;
  c.shadowOffsetY = 2 * camera.k * ratio;
}

function drawDisc(surface: Surface, { at, r, fill: ink, pen }: DiscShape): void {
  surface.context.beginPath();
  surface.context.arc(at.x, at.y, r, 0, 2 * Math.PI);
  if (ink) fill(surface, ink);
  if (pen) stroke(surface, pen);
}

const fontOf = (palette: Palette, shape: Pick<TextShape, "size" | "face" | "italic" | "strong">): string =>
  `${shape.italic ? "italic " : ""}${shape.strong ? "600 " : ""}${shape.size.toFixed(2)}px ${palette[shape.face]}`;

function drawText({ context: c, palette }: Surface, shape: TextShape): void {
  c.font = fontOf(palette, shape);
  c.fillStyle = colourOf(palette, shape.ink);
  c.textAlign = shape.align ?? "left";
  c.textBaseline = "alphabetic";
  const text = shape.room === undefined ? shape.text : shortened(c, shape.text, shape.room);
  c.fillText(text, shape.at.x, shape.at.y);
}

/** A text that is too long loses its end to an ellipsis, never its beginning. */
function shortened(c: Context, text: string, room: number): string {
  if (c.measureText(text).width <= room) return text;
  const letters = [...text];
  while (letters.length > 1 && c.measureText(`${letters.join("")}…`).width > room) letters.pop();
  return `${letters.join("")}…`;
}

/** A variable with an optional power is italic; a function name stands upright. */
const isVariable = (text: string): boolean => /^\p{L}[\p{No}\p{Nd}₀-₉′]*$/u.test(text);

/** "y^2.37" as y and its power; of anything else the whole is the base. */
function basePower(text: string): [string, string] {
  const [, base = text, power = ""] = /^(.+)\^([−-]?[\d.,]+)$/.exec(text) ?? [];
  return [base, power];
}

function drawTag(surface: Surface, shape: TagShape): void {
  const { size, decided, token: state } = shape;
  const [base, power] = basePower(shape.text);
  const font = { size, face: "math", italic: isVariable(base), strong: true } as const;
  const raised = { ...font, size: 0.72 * size, italic: false };
  const [wide, over] = [widthOf(surface, base, font), widthOf(surface, power, raised)];
  const w = wide + over + 0.85 * size;
  const h = 1.3 * size;
  const x = shape.align === "left" ? shape.at.x : shape.at.x - w / 2;
  const box = { x, y: shape.at.y - h / 2, w, h };
  const look = decided
    ? { fill: { token: state, alpha: 1 } as const }
    : {
        fill: { token: "raised", alpha: 1 } as const,
        pen: { ink: { token: state, alpha: 1 } as const, width: 1.2, dash: [3, 2] },
      };
  drawBox(surface, { kind: "box", box, radius: Math.min(4, h / 4), ...look });
  const ink = { token: decided ? "on-symbolic" : state, alpha: 1 } as const;
  const at = { x: x + 0.425 * size, y: shape.at.y + 0.33 * size };
  drawText(surface, { kind: "text", text: base, at, ...font, ink });
  if (power) {
    const above = { x: at.x + wide, y: at.y - 0.36 * size };
    drawText(surface, { kind: "text", text: power, at: above, ...raised, ink });
  }
}

function widthOf({ context: c, palette }: Surface, text: string, font: Parameters<typeof fontOf>[1]): number {
  c.font = fontOf(palette, font);
  return text ? c.measureText(text).width : 0;
}

function drawBars({ context: c, palette }: Surface, { box, values, ink, form }: BarsShape): void {
  const step = box.w / values.length;
  const gap = form === "strip" ? 0.4 : Math.min(1, step * 0.2);
  values.forEach((value, k) => {
    const deep = form === "strip" ? 0.1 + 0.9 * value : 1;
    const h = form === "strip" ? box.h : Math.max(value > 0 ? 1 : 0, box.h * value);
    c.fillStyle = colourOf(palette, { token: ink.token, alpha: ink.alpha * deep });
    c.fillRect(box.x + k * step, box.y + box.h - h, Math.max(0.5, step - gap), h);
  });
}

function drawDots({ context: c, palette }: Surface, { points, r, ink }: DotsShape): void {
  c.fillStyle = colourOf(palette, ink);
  for (let k = 0; k + 1 < points.length; k += 2) {
    c.beginPath();
    c.arc(points[k] ?? 0, points[k + 1] ?? 0, r, 0, 2 * Math.PI);
    c.fill();
  }
}
