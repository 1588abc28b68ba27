/** Things on their way: curves morph by value, places glide, and a run leaves trails of former curves. */
import { between, sampled } from "./curve";
import { type Bezier, type Box, lerp, type Point } from "./geometry";
import type { EdgePlace, NodePlace, Places, PortPlace } from "./layout";
import type { CurveView } from "./view";

/** Fast first, then settling, like the --ease-out of the tokens. */
export const easeOut = (t: number): number => 1 - (1 - Math.max(0, Math.min(1, t))) ** 3;

interface Journey {
  from: CurveView;
  to: CurveView;
  start: number;
  duration: number;
}

const TRAIL_STEP = 400;
const TRAIL_LENGTH = 3;

/** Curves by id, each where it is on its way to where it should be. Times in ms. */
export class CurveMotion {
  private journeys = new Map<string, Journey>();
  private trails = new Map<string, CurveView[]>();
  private lastMark = Number.NEGATIVE_INFINITY;

  /** Sends a curve from where it is now to where it should be; a new one is there at once. */
  set(id: string, curve: CurveView, now: number, duration: number): void {
    this.travel(id, undefined, curve, now, duration);
  }

  /** The same, but one that is not there yet starts from `from`. */
  travel(id: string, from: CurveView | undefined, curve: CurveView, now: number, duration: number): void {
    const to = sampled(curve);
    const present = this.journeys.get(id);
    if (duration <= 0 && present) {
      // Thousands of these come ten times a second: nothing new is made.
      present.from = present.to = to;
      present.duration = 0;
      return;
    }
    this.journeys.set(id, { from: this.at(id, now) ?? from ?? to, to, start: now, duration });
  }

  at(id: string, now: number): CurveView | null {
    const journey = this.journeys.get(id);
    if (!journey) return null;
    const t = journey.duration <= 0 ? 1 : (now - journey.start) / journey.duration;
    return t >= 1 ? journey.to : between(journey.from, journey.to, easeOut(t));
  }

  /** How far a curve rises at this moment: its highest less its lowest value. */
  riseAt(id: string, now: number): number {
    const journey = this.journeys.get(id);
    if (!journey) return 0;
    const t = journey.duration <= 0 ? 1 : easeOut((now - journey.start) / journey.duration);
    return lerp(journey.from.hi - journey.from.lo, journey.to.hi - journey.to.lo, t);
  }

  remove(id: string): void {
    this.journeys.delete(id);
  }

  /** Forgets every curve that is not among these. */
  keepOnly(ids: ReadonlySet<string>): void {
    for (const id of this.journeys.keys()) if (!ids.has(id)) this.journeys.delete(id);
  }

  isMoving(now: number): boolean {
    for (const j of this.journeys.values()) if (j.duration > 0 && now < j.start + j.duration) return true;
    return false;
  }

  /** While training: remembers, every 0.4 s, where the curves are now. */
  markTrail(now: number): void {
    if (now - this.lastMark < TRAIL_STEP) return;
    this.lastMark = now;
    for (const id of this.journeys.keys()) {
      const curve = this.at(id, now);
      if (curve) this.trails.set(id, [...(this.trails.get(id) ?? []), curve].slice(-TRAIL_LENGTH));
    }
  }

  trail(id: string): readonly CurveView[] {
    return this.trails.get(id) ?? [];
  }

  clearTrails(): void {
    this.trails.clear();
  }
}

/** Everything between two layouts; what is only in the new one is already there. */
export function placesBetween(from: Places, to: Places, t: number): Places {
  if (t >= 1) return to;
  const edges = new Map<string, EdgePlace>();
  for (const [id, place] of to.edges) edges.set(id, edgeBetween(from.edges.get(id), place, t));
  return {
    ...to,
    edges,
    nodes: to.nodes.map((n) =>
      nodeBetween(
        from.nodes.find((o) => sameNode(o, n)),
        n,
        t,
      ),
    ),
    inputs: to.inputs.map((p, k) => portBetween(from.inputs[k], p, t)),
    outputs: to.outputs.map((p, k) => portBetween(from.outputs[k], p, t)),
  };
}

const sameNode = (a: NodePlace, b: NodePlace): boolean => a.layer === b.layer && a.index === b.index;

function edgeBetween(from: EdgePlace | undefined, to: EdgePlace, t: number): EdgePlace {
  if (!from || from.wires.length !== to.wires.length) return to;
  const wires = to.wires.map((wire, k) => bezierBetween(from.wires[k] ?? wire, wire, t));
  const middle = pointBetween(from.middle, to.middle, t);
  const box = from.box && to.box ? boxBetween(from.box, to.box, t) : to.box;
  const plugs = to.plugs.map((p, k) => pointBetween(from.plugs[k] ?? p, p, t));
  return { ...to, wires, middle, plugs, box };
}

function nodeBetween(from: NodePlace | undefined, to: NodePlace, t: number): NodePlace {
  if (!from) return to;
  const at = pointBetween(from.at, to.at, t);
  return { ...to, at, r: lerp(from.r, to.r, t) };
}

function portBetween(from: PortPlace | undefined, to: PortPlace, t: number): PortPlace {
  return from && from.form === to.form ? { ...to, box: boxBetween(from.box, to.box, t) } : to;
}

const pointBetween = (a: Point, b: Point, t: number): Point => ({
  x: lerp(a.x, b.x, t),
  y: lerp(a.y, b.y, t),
});

function boxBetween(a: Box, b: Box, t: number): Box {
  return { x: lerp(a.x, b.x, t), y: lerp(a.y, b.y, t), w: lerp(a.w, b.w, t), h: lerp(a.h, b.h, t) };
}

function bezierBetween(a: Bezier, b: Bezier, t: number): Bezier {
  const [x1, y1, x2, y2, x3, y3, x4, y4] = b.map((v, k) => lerp(a[k] ?? v, v, t));
  return [x1 ?? 0, y1 ?? 0, x2 ?? 0, y2 ?? 0, x3 ?? 0, y3 ?? 0, x4 ?? 0, y4 ?? 0];
}
