/** Mouse, pen and touch on the canvas → select, hover, open. Hover opens after 80 ms and closes after 200. */
import type { Point } from "./geometry";

export interface Intents {
  edgeAt(p: Point): string | null;
  onSelect(id: string | null): void;
  onHover(id: string | null): void;
  onOpen(id: string): void;
}

const OPEN_AFTER = 80;
const CLOSE_AFTER = 200;

/** Returns how to stop listening. */
export function listenToGestures(canvas: HTMLCanvasElement, intents: Intents): () => void {
  const stop = new AbortController();
  const hover = new HoverDelay(intents.onHover);
  const at = (event: MouseEvent): string | null => intents.edgeAt({ x: event.offsetX, y: event.offsetY });
  const on = (
    type: "click" | "dblclick" | "pointermove" | "pointerleave",
    act: (event: MouseEvent) => void,
  ) => canvas.addEventListener(type, act as EventListener, { signal: stop.signal });
  on("click", (event) => intents.onSelect(at(event)));
  on("dblclick", (event) => {
    const id = at(event);
    if (id) intents.onOpen(id);
  });
  on("pointermove", (event) => {
    const id = event.buttons === 0 ? at(event) : null;
    canvas.style.cursor = id ? "pointer" : event.buttons === 0 ? "default" : "grabbing";
    hover.wish(id);
  });
  on("pointerleave", () => hover.wish(null));
  return () => {
    stop.abort();
    hover.dispose();
  };
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
