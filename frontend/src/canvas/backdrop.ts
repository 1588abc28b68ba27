/**
 * What rests, as a picture that is larger than the screen: while the camera moves it is only shifted and scaled, and it
 * is drawn anew in slices between frames, so that no frame waits for a thousand wires.
 */
import { clear, drawAll, onPaper, type Place, type Surface } from "./draw";
import type { Box } from "./geometry";
import type { Seen } from "./levels";
import type { Palette } from "./palette";
import type { Shape } from "./shape";

/** Beyond the screen on every side, in pixels. */
const MARGIN = 140;
/** A picture this much smaller or larger than it should be is drawn anew though the camera still moves. */
const COARSE = 1.3;

export interface Screen {
  width: number;
  height: number;
  ratio: number;
  palette: Palette;
}

interface Layer {
  canvas: OffscreenCanvas;
  camera: Place;
  /** How much of each edge it shows. */
  levels: Map<string, Seen>;
}

interface Job extends Layer {
  surface: Surface;
  shapes: Generator<Shape[]>;
}

export type Draft = (sight: Box, camera: Place, levels: Map<string, Seen>) => Generator<Shape[]>;

export class Backdrop {
  private front: Layer | null = null;
  private spare: OffscreenCanvas | null = null;
  private job: Job | null = null;
  private stale = true;

  get levels(): ReadonlyMap<string, Seen> | null {
    return this.front?.levels ?? null;
  }

  /** What it shows is no longer so. */
  invalidate(): void {
    this.stale = true;
  }

  /** Nothing of it fits any more: layouts, sizes and themes. */
  drop(): void {
    this.front = this.job = null;
    this.stale = true;
  }

  /** Draws on for at most `budget` milliseconds; true when a new picture is there. */
  work(screen: Screen, camera: Place, resting: boolean, budget: number, draft: Draft): boolean {
    if (!this.job && this.isDue(screen, camera, resting)) this.begin(screen, camera, draft);
    const job = this.job;
    if (!job) return false;
    const until = this.front ? performance.now() + budget : Number.POSITIVE_INFINITY;
    for (;;) {
      const { value, done } = job.shapes.next();
      if (done) break;
      drawAll(job.surface, value);
      if (performance.now() >= until) return false;
    }
    this.spare = this.front?.canvas ?? null;
    this.front = { canvas: job.canvas, camera: job.camera, levels: job.levels };
    this.job = null;
    return true;
  }

  /** Whether there is something left to do once the camera rests. */
  isBehind(camera: Place): boolean {
    const front = this.front;
    return this.stale || this.job !== null || !front || !same(front.camera, camera);
  }

  draw({ context: c, camera, ratio }: Surface): void {
    const front = this.front;
    if (!front) return;
    const scale = camera.k / front.camera.k;
    const [x, y] = [
      camera.x - (MARGIN + front.camera.x) * scale,
      camera.y - (MARGIN + front.camera.y) * scale,
    ];
    c.setTransform(1, 0, 0, 1, 0, 0);
    const { width, height } = front.canvas;
    // Shifted only: whole pixels, which need no smoothing.
    if (scale === 1) c.drawImage(front.canvas, Math.round(x * ratio), Math.round(y * ratio));
    else c.drawImage(front.canvas, x * ratio, y * ratio, width * scale, height * scale);
  }

  private isDue({ width, height }: Screen, camera: Place, resting: boolean): boolean {
    const front = this.front;
    if (!front || this.stale) return true;
    if (resting) return !same(front.camera, camera);
    const scale = camera.k / front.camera.k;
    if (scale > COARSE || scale < 1 / COARSE) return true;
    const [x, y] = [
      camera.x - (MARGIN + front.camera.x) * scale,
      camera.y - (MARGIN + front.camera.y) * scale,
    ];
    return (
      x > 0 || y > 0 || x + (width + 2 * MARGIN) * scale < width || y + (height + 2 * MARGIN) * scale < height
    );
  }

  private begin({ width, height, ratio, palette }: Screen, camera: Place, draft: Draft): void {
    const size = { width: width + 2 * MARGIN, height: height + 2 * MARGIN };
    const canvas = sized(this.spare, Math.round(size.width * ratio), Math.round(size.height * ratio));
    const context = canvas.getContext("2d");
    if (!context) return;
    this.spare = null;
    const moved = { x: camera.x + MARGIN, y: camera.y + MARGIN, k: camera.k };
    const surface: Surface = { context, palette, ...size, ratio, camera: moved };
    clear(surface, true);
    onPaper(surface);
    const levels = new Map<string, Seen>();
    const sight = sightOf(moved, size);
    this.job = { canvas, camera, levels, surface, shapes: draft(sight, camera, levels) };
    this.stale = false;
  }
}

/** The part of the paper on a screen of this size. */
export const sightOf = ({ x, y, k }: Place, { width, height }: { width: number; height: number }): Box => ({
  x: -x / k,
  y: -y / k,
  w: width / k,
  h: height / k,
});

const same = (a: Place, b: Place): boolean => a.x === b.x && a.y === b.y && a.k === b.k;

function sized(canvas: OffscreenCanvas | null, width: number, height: number): OffscreenCanvas {
  return canvas && canvas.width === width && canvas.height === height
    ? canvas
    : new OffscreenCanvas(width, height);
}
