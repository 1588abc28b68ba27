/**
 * Mouse, pen and touch on the canvas → select, add, hover, open, lasso, drag a node.
 * Hover opens after 80 ms and closes after 200; what is merely under the pointer (the lens) is told at once.
 */
import type { Point } from "./geometry";
import type { Group, NodeKey } from "./picking";

export type Tool = "select" | "lasso";

export interface Intents {
  tool(): Tool;
  edgeAt(p: Point): string | null;
  groupAt(p: Point): Group | null;
  nodeAt(p: Point): NodeKey | null;
  inside(loop: readonly Point[]): string[];
  onSelect(id: string | null): void;
  onChoose(ids: readonly string[], node: string | null): void;
  onAdd(id: string): void;
  onHover(id: string | null): void;
  onPoint(id: string | null): void;
  onOpen(id: string): void;
  onDrag(node: NodeKey, p: Point): void;
  onLoop(loop: readonly Point[] | null): void;
}

const OPEN_AFTER = 80;
const CLOSE_AFTER = 200;
/** A press that moves less than this is a click, in pixels. */
const STEADY = 4;

const pointOf = (event: MouseEvent): Point => ({ x: event.offsetX, y: event.offsetY });

/** Returns how to stop listening. */
export function listenToGestures(canvas: HTMLCanvasElement, intents: Intents): () => void {
  const stop = new AbortController();
  const hover = new HoverDelay(intents.onHover);
  const hold = new Hold(canvas, intents);
  const on = (type: string, act: (event: PointerEvent) => void) =>
    canvas.addEventListener(type, act as EventListener, { signal: stop.signal });
  on("pointerdown", (event) => hold.begin(event));
  on("pointerup", (event) => hold.end(event));
  on("pointercancel", () => hold.drop());
  on("click", (event) => click(event, intents, hold));
  on("dblclick", (event) => {
    const id = intents.edgeAt(pointOf(event));
    if (id) intents.onOpen(id);
  });
  on("pointermove", (event) => {
    if (hold.move(event)) return;
    const free = event.buttons === 0 && intents.tool() === "select";
    const id = free ? intents.edgeAt(pointOf(event)) : null;
    canvas.style.cursor = cursorAt(event, id, intents);
    hover.wish(id);
    intents.onPoint(id);
  });
  on("pointerleave", () => {
    hover.wish(null);
    intents.onPoint(null);
  });
  return () => {
    stop.abort();
    hover.dispose();
  };
}

function click(event: MouseEvent, intents: Intents, hold: Hold): void {
  if (hold.wasUsed) return;
  const p = pointOf(event);
  const id = intents.edgeAt(p);
  // A node lies above the wires that end in it.
  const group = intents.nodeAt(p) || !id ? intents.groupAt(p) : null;
  if (group) intents.onChoose(group.ids, group.node);
  else if (id && event.shiftKey) intents.onAdd(id);
  else intents.onSelect(id);
}

function cursorAt(event: MouseEvent, id: string | null, intents: Intents): string {
  if (intents.tool() === "lasso") return "crosshair";
  if (event.buttons !== 0) return "grabbing";
  return id || intents.groupAt(pointOf(event)) ? "pointer" : "default";
}

/** A press that goes on: a lasso around edges, or a node carried to another place. */
class Hold {
  private loop: Point[] | null = null;
  private node: NodeKey | null = null;
  private start: Point = { x: 0, y: 0 };
  private moved = false;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly intents: Intents,
  ) {}

  /** Whether the press that just ended was more than a click. */
  get wasUsed(): boolean {
    return this.moved;
  }

  begin(event: PointerEvent): void {
    this.start = pointOf(event);
    this.moved = false;
    if (event.button !== 0) return;
    if (this.intents.tool() === "lasso") this.loop = [this.start];
    else this.node = this.intents.nodeAt(this.start);
    if (this.loop || this.node) this.canvas.setPointerCapture(event.pointerId);
  }

  /** True while something is held. */
  move(event: PointerEvent): boolean {
    if (!this.loop && !this.node) {
      if (event.buttons !== 0) this.moved ||= this.isFar(pointOf(event));
      return false;
    }
    const p = pointOf(event);
    this.moved ||= this.isFar(p);
    if (!this.moved) return true;
    if (this.loop) {
      this.loop.push(p);
      this.intents.onLoop(this.loop);
    } else if (this.node) {
      this.canvas.style.cursor = "grabbing";
      this.intents.onDrag(this.node, p);
    }
    return true;
  }

  end(event: PointerEvent): void {
    const loop = this.loop;
    if (this.moved && loop) {
      const ids = this.intents.inside(loop);
      this.intents.onChoose(ids, null);
    }
    if (this.loop || this.node) this.canvas.releasePointerCapture(event.pointerId);
    this.drop();
  }

  drop(): void {
    if (this.loop) this.intents.onLoop(null);
    this.loop = this.node = null;
  }

  private isFar(p: Point): boolean {
    return Math.hypot(p.x - this.start.x, p.y - this.start.y) > STEADY;
  }
}

/** A pointer that passes opens nothing; one that slips closes nothing. */
class HoverDelay {
  private wished: string | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly tell: (id: string | null) => void) {}

  wish(id: string | null): void {
    if (id === this.wished) return;
    this.wished = id;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.tell(id), id ? OPEN_AFTER : CLOSE_AFTER);
  }

  dispose(): void {
    clearTimeout(this.timer);
  }
}
