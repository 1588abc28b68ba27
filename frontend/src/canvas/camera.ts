/** Pan, zoom and fit. d3-zoom reads the gestures; what it says is kept as one transform. */
import { select } from "d3-selection";
import { type D3ZoomEvent, type ZoomBehavior, type ZoomTransform, zoom, zoomIdentity } from "d3-zoom";
import { type Box, lerp, type Point } from "./geometry";
import { easeOut } from "./motion";

/** Where a camera stands: what is shifted, and how large it is. */
export interface Standpoint {
  x: number;
  y: number;
  k: number;
}

interface Flight {
  from: ZoomTransform;
  to: ZoomTransform;
  start: number;
  duration: number;
}

const SMALLEST = 0.4;
const LARGEST = 12;

export class Camera {
  private behaviour: ZoomBehavior<HTMLCanvasElement, unknown>;
  private flight: Flight | null = null;
  /** Where the whole network is seen. */
  private home = zoomIdentity;
  transform: ZoomTransform = zoomIdentity;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    onMove: () => void,
    /** Whether the paper is not to be dragged from here. */
    isHeld: (p: Point) => boolean = () => false,
  ) {
    this.behaviour = zoom<HTMLCanvasElement, unknown>()
      .scaleExtent([SMALLEST, LARGEST])
      .filter((event: MouseEvent) => {
        if (event.type === "wheel") return true;
        return !event.ctrlKey && !event.button && !isHeld({ x: event.offsetX, y: event.offsetY });
      })
      .on("zoom", (event: D3ZoomEvent<HTMLCanvasElement, unknown>) => {
        // A hand on the paper ends any flight.
        if (event.sourceEvent) this.flight = null;
        this.transform = event.transform;
        onMove();
      });
    // A double click opens an edge; it does not zoom.
    select(canvas).call(this.behaviour).on("dblclick.zoom", null);
  }

  /**
   * Keeps the paper from being lost: half of it always stays in sight. `scale`: how large the whole is drawn; what is
   * in sight stays there when it changes.
   */
  setRoom(width: number, height: number, scale: number): void {
    this.behaviour.extent([
      [0, 0],
      [width, height],
    ]);
    this.behaviour.translateExtent([
      [-width / 2 / scale, -height / 2 / scale],
      [(1.5 * width) / scale, (1.5 * height) / scale],
    ]);
    const by = scale / this.home.k;
    if (by === 1) return;
    this.home = zoomIdentity.scale(scale);
    const { x, y, k } = this.goal;
    this.flight = null;
    this.jump(zoomIdentity.translate(x * by, y * by).scale(k * by));
  }

  toWorld(p: Point): Point {
    const [x, y] = this.transform.invert([p.x, p.y]);
    return { x, y };
  }

  toScreen(box: Box): Box {
    const { x, y, k } = this.transform;
    return { x: box.x * k + x, y: box.y * k + y, w: box.w * k, h: box.h * k };
  }

  fit(now: number, duration: number): void {
    this.fly(this.home, now, duration);
  }

  zoomBy(factor: number, middle: Point, now: number, duration: number): void {
    const { x, y, k } = this.flight?.to ?? this.transform;
    const to = Math.max(SMALLEST, Math.min(LARGEST, k * factor));
    const [wx, wy] = [(middle.x - x) / k, (middle.y - y) / k];
    this.fly(zoomIdentity.translate(middle.x - wx * to, middle.y - wy * to).scale(to), now, duration);
  }

  /** Brings a place on the paper to the middle. */
  flyTo(
    to: Point,
    zoom: number,
    room: { width: number; height: number },
    now: number,
    duration: number,
  ): void {
    const k = Math.max(SMALLEST, Math.min(LARGEST, zoom));
    const wanted = zoomIdentity.translate(room.width / 2 - to.x * k, room.height / 2 - to.y * k).scale(k);
    const limits = this.behaviour.translateExtent();
    const extent: [[number, number], [number, number]] = [
      [0, 0],
      [room.width, room.height],
    ];
    this.fly(this.behaviour.constrain()(wanted, extent, limits), now, duration);
  }

  /** Stands where another camera stands, at once. */
  stand({ x, y, k }: Standpoint): void {
    const { transform } = this;
    if (transform.x === x && transform.y === y && transform.k === k) return;
    this.flight = null;
    this.jump(zoomIdentity.translate(x, y).scale(k));
  }

  /** Where it is on its way to; where it is once it has arrived. */
  get goal(): Standpoint {
    const { x, y, k } = this.flight?.to ?? this.transform;
    return { x, y, k };
  }

  returnTo({ x, y, k }: Standpoint, now: number, duration: number): void {
    this.fly(zoomIdentity.translate(x, y).scale(k), now, duration);
  }

  /** Moves on along the flight; true while there is more to come. */
  step(now: number): boolean {
    const flight = this.flight;
    if (!flight) return false;
    const t = flight.duration <= 0 ? 1 : Math.min(1, (now - flight.start) / flight.duration);
    this.jump(t >= 1 ? flight.to : on(flight, easeOut(t)));
    if (t >= 1) this.flight = null;
    return t < 1;
  }

  dispose(): void {
    select(this.canvas).on(".zoom", null);
  }

  private fly(to: ZoomTransform, now: number, duration: number): void {
    this.flight = { from: this.transform, to, start: now, duration };
  }

  private jump(to: ZoomTransform): void {
    select(this.canvas).call(this.behaviour.transform, to);
  }
}

function on({ from, to }: Flight, t: number): ZoomTransform {
  return zoomIdentity.translate(lerp(from.x, to.x, t), lerp(from.y, to.y, t)).scale(lerp(from.k, to.k, t));
}
