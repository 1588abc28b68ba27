/** Brings a scene to a canvas, redrawing as little as it can. Small networks are drawn whole; of large ones only curves. */
import { Backdrop, type Screen, sightOf } from "./backdrop";
import { clear, drawAll, drawPulses, onPaper, type Place, type Surface } from "./draw";
import { Fade } from "./fade";
import type { Places } from "./layout";
import { levelOnScreen, type Seen } from "./levels";
import type { Look } from "./look";
import { curveShapes, overlayShapes, stillShapes, tagShapes } from "./scene";
import type { Shape, WireShape } from "./shape";
import { makeStage, type Stage } from "./stage";
import type { NetworkView } from "./view";

/** Up to this many edges everything is drawn with every frame; beyond, what rests is a picture. */
export const WHOLE = 300;
/** Milliseconds a frame for drawing what rests, while the camera moves and while it does not. */
const BUDGET = { moving: 1.5, resting: 6 };
/** Bulges travel along so many of the strongest wires at most. */
const PULSES = 60;

export interface Sitting {
  view: NetworkView;
  places: Places;
  lookWith(levelOf: Look["levelOf"]): Look;
  camera: Place;
  /** Whether the camera rests. */
  resting: boolean;
  /** Share of a pulse's way, 0 to 1, or null when nothing travels. */
  pulse: number | null;
  now: number;
}

type Levels = Map<string, Seen>;

export class Painter {
  private readonly backdrop = new Backdrop();
  private readonly fade = new Fade();
  private levels: Levels = new Map();
  private levelsAt = 0;
  private still: Shape[] | null = null;

  constructor(private readonly canvas: HTMLCanvasElement) {}

  /** Something that rests has changed. */
  invalidate(): void {
    this.still = null;
    this.backdrop.invalidate();
  }

  /** Everything has changed: another place for all, another size or theme. */
  drop(): void {
    this.still = null;
    this.backdrop.drop();
  }

  /** The present picture fades out over the next one. */
  leave(camera: Place, now: number, duration: number): void {
    this.fade.keep(this.canvas, camera, now, duration);
  }

  /** Draws; true while there is more to draw though nothing changes. */
  paint(screen: Screen, sitting: Sitting, fadeTime: number): boolean {
    const context = this.canvas.getContext("2d");
    if (!context) return false;
    const surface: Surface = { context, ...screen, camera: sitting.camera };
    const behind =
      sitting.view.edges.length <= WHOLE
        ? this.paintWhole(surface, sitting, fadeTime)
        : this.paintMoving(surface, screen, sitting, fadeTime);
    this.fade.draw(surface, sitting.now);
    return behind || this.fade.isOn;
  }

  /** How much of an edge is shown, by what was shown before: for hit boxes too. */
  levelOf(zoom: number): Look["levelOf"] {
    return (id, width) => this.shown().get(id) ?? levelOnScreen(width * zoom);
  }

  private shown(): ReadonlyMap<string, Seen> {
    return this.backdrop.levels ?? this.levels;
  }

  private paintWhole(surface: Surface, sitting: Sitting, fadeTime: number): boolean {
    this.backdrop.drop();
    const { camera, now } = sitting;
    if (this.levelsAt !== camera.k) this.still = null;
    const stage = this.still
      ? this.stageOf(surface, sitting, this.levels)
      : this.relevel(surface, sitting, fadeTime);
    this.still ??= [...stillShapes({ ...stage, sight: null })].flat();
    this.levelsAt = camera.k;
    clear(surface, true);
    onPaper(surface);
    const wires = this.still.filter(isWire);
    drawAll(surface, wires);
    if (sitting.pulse !== null) drawPulses(surface, wires, sitting.pulse);
    drawAll(
      surface,
      this.still.filter((shape) => !isWire(shape)),
    );
    drawAbove(surface, stage);
    void now;
    return false;
  }

  private relevel(surface: Surface, sitting: Sitting, fadeTime: number): Stage {
    const levels: Levels = new Map();
    const stage = this.stageOf(surface, sitting, levels, this.levels);
    for (const [id, { box }] of sitting.places.edges) if (box) stage.look.levelOf(id, box.w);
    if (differs(this.levels, levels)) this.fade.keep(this.canvas, sitting.camera, sitting.now, fadeTime);
    this.levels = levels;
    return stage;
  }

  private paintMoving(surface: Surface, screen: Screen, sitting: Sitting, fadeTime: number): boolean {
    const { camera, resting } = sitting;
    const before = this.backdrop.levels;
    const budget = resting ? BUDGET.resting : BUDGET.moving;
    const renewed = this.backdrop.work(screen, camera, resting, budget, (sight, at, levels) => {
      const look = sitting.lookWith(remembering(at.k, levels, before));
      return stillShapes(makeStage(sitting.view, sitting.places, { ...look, zoom: at.k }, sight));
    });
    if (renewed && before && differs(before, this.backdrop.levels ?? new Map()))
      this.fade.keep(this.canvas, camera, sitting.now, fadeTime);
    clear(surface, false);
    this.backdrop.draw(surface);
    onPaper(surface);
    const levels = this.backdrop.levels as Levels | null;
    const stage = this.stageOf(surface, sitting, levels ?? new Map());
    if (sitting.pulse !== null) drawStrongest(surface, stage, sitting.pulse);
    drawAbove(surface, stage);
    return this.backdrop.isBehind(camera) && resting;
  }

  private stageOf(
    { width, height, camera }: Surface,
    sitting: Sitting,
    levels: Levels,
    before?: Levels,
  ): Stage {
    const look = sitting.lookWith(remembering(camera.k, levels, before ?? levels));
    return makeStage(sitting.view, sitting.places, look, sightOf(camera, { width, height }));
  }
}

const isWire = (shape: Shape): shape is WireShape => shape.kind === "wire";

function drawAbove(surface: Surface, stage: Stage): void {
  drawAll(surface, curveShapes(stage));
  drawAll(surface, tagShapes(stage));
  drawAll(surface, overlayShapes(stage));
}

/** Bulges on the strongest wires in sight, without building the others. */
function drawStrongest(surface: Surface, stage: Stage, pulse: number): void {
  const strength = (id: string): number => stage.look.strengthOf(id);
  const strongest = stage.view.edges
    .filter((e) => e.status !== "cut" && strength(e.id) > 0.3)
    .sort((a, b) => strength(b.id) - strength(a.id))
    .slice(0, PULSES);
  const few = { ...stage.view, edges: strongest };
  const shapes = [
    ...stillShapes({ ...stage, view: few, places: { ...stage.places, nodes: [], matrix: undefined } }),
  ];
  drawPulses(surface, shapes.flat().filter(isWire), pulse);
}

/** Levels once decided stay for as long as a picture does; the next one leans on what the last one showed. */
function remembering(
  zoom: number,
  levels: Map<string, Seen>,
  before: ReadonlyMap<string, Seen> | null,
): Look["levelOf"] {
  return (id, width) => {
    const known = levels.get(id);
    if (known) return known;
    const level = levelOnScreen(width * zoom, before?.get(id));
    levels.set(id, level);
    return level;
  };
}

/** Whether something known to both is shown otherwise. */
function differs(before: ReadonlyMap<string, Seen>, now: ReadonlyMap<string, Seen>): boolean {
  for (const [id, level] of now) {
    const old = before.get(id);
    if (old && old !== level) return true;
  }
  return false;
}
