/** The network on screen: owns one <canvas>, draws only when something changed, moves only what moved. */
import { Camera } from "./camera";
import { drawScene } from "./draw";
import type { Box, Point } from "./geometry";
import { listenToGestures } from "./gestures";
import { edgeAt } from "./hitTest";
import { layOut, type Places, type Room } from "./layout";
import type { Look, Preview } from "./look";
import { CurveMotion, easeOut, placesBetween } from "./motion";
import { type Palette, readPalette, watchTheme } from "./palette";
import { buildScene, glyphBox, isLifted, type Scene } from "./scene";
import type { CurveView, EdgeView, NetworkView, OutputView } from "./view";
import { type Direction, nextEdge } from "./walk";

export interface CanvasListeners {
  onSelect(id: string | null): void;
  onHover(id: string | null): void;
  onOpen(id: string): void;
  onZoom?(percent: number): void;
  /** Glyphs moved on screen (camera, size, layout): what is anchored to `boxOf` should follow. */
  onMove?(): void;
}

export interface CanvasOptions {
  /** Only a picture: no numbers, no pointer, small margins (the moving example of the home page). */
  picture?: boolean;
}

const WORK = { top: 60, right: 24, bottom: 40, left: 24 };
const PICTURE = { top: 12, right: 24, bottom: 12, left: 24 };
const PREVIEW = "preview";
/** The zoom must change this much before crowded layers are laid out anew. */
const ZOOM_STEP = 1.25;

export class NetworkCanvas {
  private readonly canvas = document.createElement("canvas");
  private readonly curves = new CurveMotion();
  private readonly camera: Camera;
  private readonly cleanups: (() => void)[] = [];
  private strengths: ReadonlyMap<string, number> = new Map();
  private palette: Palette = readPalette();
  private view: NetworkView | null = null;
  private edges: ReadonlyMap<string, EdgeView> = new Map();
  private places: Places | null = null;
  private former: Places | null = null;
  private glideStart = 0;
  private scene: Scene | null = null;
  private size = { width: 0, height: 0 };
  private laidOutZoom = 1;
  private saidZoom = 100;
  private training = false;
  private hideCut = false;
  private selected: string | null = null;
  private hovered: string | null = null;
  private lit: ReadonlySet<string> = new Set();
  private costs = true;
  private preview: Preview | null = null;
  private frame = 0;

  constructor(
    private readonly host: HTMLElement,
    private readonly listeners: CanvasListeners,
    private readonly options: CanvasOptions = {},
  ) {
    this.canvas.setAttribute("aria-hidden", "true");
    this.canvas.style.cssText = "display:block;position:absolute;inset:0;touch-action:none";
    host.append(this.canvas);
    this.camera = new Camera(this.canvas, () => this.cameraMoved());
    const observer = new ResizeObserver(() => this.resize());
    observer.observe(host);
    this.cleanups.push(
      () => observer.disconnect(),
      watchTheme(() => this.themeChanged()),
    );
    this.takePointer();
    this.resize();
  }

  /** Structure or records changed: places glide and curves morph to the new ones. */
  setView(view: NetworkView): void {
    const now = performance.now();
    const first = this.view === null;
    this.view = view;
    this.edges = new Map(view.edges.map((e) => [e.id, e]));
    this.strengths = new Map();
    this.curves.keepOnly(new Set([...this.edges.keys(), PREVIEW]));
    for (const { id, curve } of view.edges) {
      if (curve) this.curves.set(id, curve, now, first ? 0 : this.palette.preview);
      else this.curves.remove(id);
    }
    this.layOutNow(!first);
  }

  /** A live frame: cheap, nothing moves but curves and the width of wires. */
  setCurves(curves: ReadonlyMap<string, CurveView>, strengths?: ReadonlyMap<string, number>): void {
    const now = performance.now();
    for (const [id, curve] of curves) this.curves.set(id, curve, now, this.palette.preview);
    if (this.training) this.curves.markTrail(now);
    if (strengths) this.strengths = strengths;
    this.redraw();
  }

  /** How well the outputs do at this moment; places stay. */
  setOutputs(outputs: readonly OutputView[]): void {
    if (!this.view) return;
    this.view = { ...this.view, outputs: [...outputs] };
    this.redraw();
  }

  setTraining(on: boolean): void {
    if (on === this.training) return;
    this.training = on;
    if (!on) this.curves.clearTrails();
    this.redraw();
  }

  setSelected(id: string | null): void {
    this.selected = id;
    this.redraw();
  }

  setHovered(id: string | null): void {
    this.hovered = id;
    this.redraw();
  }

  /** Edges pointed at from elsewhere on the screen. */
  setLit(ids: readonly string[]): void {
    this.lit = new Set(ids);
    this.redraw();
  }

  setCosts(shown: boolean): void {
    this.costs = shown;
    this.redraw();
  }

  /** A candidate on top of an edge's curve, dashed; null puts everything back. */
  setPreview(id: string | null, curve: CurveView | null, name: string | null): void {
    const now = performance.now();
    if (this.preview?.id !== id || !curve) this.curves.remove(PREVIEW);
    const from = id ? (this.curves.at(id, now) ?? undefined) : undefined;
    if (id && curve) this.curves.travel(PREVIEW, from, curve, now, this.palette.preview);
    this.preview = id ? { id, curve, name } : null;
    this.redraw();
  }

  setHideCut(hide: boolean): void {
    if (hide === this.hideCut) return;
    this.hideCut = hide;
    this.layOutNow(true);
  }

  fit(): void {
    this.camera.fit(performance.now(), this.palette.camera);
    this.redraw();
  }

  zoomBy(factor: number): void {
    const middle = { x: this.size.width / 2, y: this.size.height / 2 };
    this.camera.zoomBy(factor, middle, performance.now(), this.palette.camera);
    this.redraw();
  }

  /** Box of an edge's glyph in CSS pixels from the host's upper left corner; null when it is not drawn. */
  boxOf(id: string): DOMRect | null {
    const box = this.worldBox(id);
    if (!box) return null;
    const { x, y, w, h } = this.camera.toScreen(box);
    return new DOMRect(x, y, w, h);
  }

  /** Walks along wires and tells the listener, as a click would. */
  moveSelection(direction: Direction): void {
    if (!this.view || !this.places) return;
    const next = nextEdge(this.view, this.places, this.selected, direction);
    if (next !== this.selected) this.listeners.onSelect(next);
  }

  dispose(): void {
    cancelAnimationFrame(this.frame);
    for (const clean of this.cleanups) clean();
    this.camera.dispose();
    this.canvas.remove();
  }

  private takePointer(): void {
    if (this.options.picture) {
      this.camera.dispose();
      this.canvas.style.pointerEvents = "none";
      return;
    }
    this.cleanups.push(
      listenToGestures(this.canvas, {
        edgeAt: (p: Point) => this.edgeUnder(p),
        onSelect: (id) => this.listeners.onSelect(id),
        onHover: (id) => this.listeners.onHover(id),
        onOpen: (id) => this.listeners.onOpen(id),
      }),
    );
  }

  private edgeUnder(p: Point): string | null {
    if (!this.places) return null;
    const lifted = [this.hovered, this.selected].flatMap((id) => {
      const box = id ? this.worldBox(id) : null;
      return id && box ? [{ id, box }] : [];
    });
    return edgeAt(this.places, this.camera.toWorld(p), this.camera.transform.k, lifted);
  }

  private worldBox(id: string): Box | null {
    const place = this.places?.edges.get(id);
    const edge = this.edges.get(id);
    const look = this.look(performance.now());
    return place && edge ? glyphBox(place, edge, look, isLifted(look, id)) : null;
  }

  private room(): Room {
    const margins = this.options.picture ? PICTURE : WORK;
    const ports = this.options.picture ? "disc" : "plate";
    return { ...this.size, margins, ports, zoom: this.camera.transform.k, hideCut: this.hideCut };
  }

  private layOutNow(glide: boolean): void {
    if (!this.view || this.size.width === 0) return;
    const now = performance.now();
    this.former = glide && this.places ? this.placesAt(now) : null;
    this.glideStart = now;
    this.laidOutZoom = this.camera.transform.k;
    this.places = layOut(this.view, this.room());
    this.redraw();
    this.listeners.onMove?.();
  }

  private placesAt(now: number): Places | null {
    if (!this.places || !this.former) return this.places;
    const t = this.palette.camera <= 0 ? 1 : (now - this.glideStart) / this.palette.camera;
    if (t >= 1) this.former = null;
    return this.former ? placesBetween(this.former, this.places, easeOut(t)) : this.places;
  }

  private look(now: number): Look {
    const moving = this.preview?.curve ? this.curves.at(PREVIEW, now) : null;
    return {
      curveOf: (id) => this.curves.at(id, now),
      trailOf: (id) => this.curves.trail(id),
      strengthOf: (id) => this.strengths.get(id) ?? this.edges.get(id)?.strength ?? 0,
      selected: this.selected,
      hovered: this.hovered,
      lit: this.lit,
      costs: this.costs,
      preview: this.preview ? { ...this.preview, curve: moving } : null,
      training: this.training,
      zoom: this.camera.transform.k,
      quiet: this.options.picture ?? false,
    };
  }

  private resize(): void {
    const { clientWidth: width, clientHeight: height } = this.host;
    if (width === this.size.width && height === this.size.height) return;
    this.size = { width, height };
    this.camera.setRoom(width, height);
    this.canvas.style.width = `${width}px`;
    this.canvas.style.height = `${height}px`;
    this.layOutNow(false);
    // At once: a canvas that changes its size is blank until it is drawn again.
    this.paint(performance.now());
  }

  private cameraMoved(): void {
    const k = this.camera.transform.k;
    const percent = Math.round(k * 100);
    if (percent !== this.saidZoom) this.listeners.onZoom?.(percent);
    this.saidZoom = percent;
    const change = Math.max(k, this.laidOutZoom) / Math.min(k, this.laidOutZoom);
    if (change > ZOOM_STEP && this.isCrowded()) this.layOutNow(true);
    this.listeners.onMove?.();
    this.redraw();
  }

  private isCrowded(): boolean {
    return [...(this.places?.edges.values() ?? [])].some((place) => place.crowded);
  }

  private themeChanged(): void {
    this.palette = readPalette();
    this.redraw();
  }

  /** Something changed: one more picture is due. */
  private redraw(): void {
    this.scene = null;
    this.schedule();
  }

  private schedule(): void {
    if (this.frame === 0) this.frame = requestAnimationFrame((now) => this.tick(now));
  }

  private tick(now: number): void {
    this.frame = 0;
    const gliding = this.former !== null;
    const flying = this.camera.step(now);
    const moving = this.curves.isMoving(now) || gliding || flying;
    if (moving) this.scene = null;
    this.paint(now);
    if (gliding) this.listeners.onMove?.();
    if (moving || this.isPulsing()) this.schedule();
  }

  private isPulsing(): boolean {
    return this.training && this.palette.pulse > 0;
  }

  private paint(now: number): void {
    const places = this.placesAt(now);
    const context = this.canvas.getContext("2d");
    if (!this.view || !places || !context || this.size.width === 0) return;
    this.fitPixels();
    this.scene ??= buildScene(this.view, places, this.look(now));
    const { x, y, k } = this.camera.transform;
    drawScene(
      {
        context,
        palette: this.palette,
        ...this.size,
        ratio: devicePixelRatio,
        camera: { x, y, k },
        pulse: this.isPulsing() ? (now % this.palette.pulse) / this.palette.pulse : null,
        paper: true,
      },
      this.scene,
    );
  }

  /** As many pixels as the screen has; only touched when that changes, since touching clears. */
  private fitPixels(): void {
    const width = Math.round(this.size.width * devicePixelRatio);
    const height = Math.round(this.size.height * devicePixelRatio);
    if (this.canvas.width !== width) this.canvas.width = width;
    if (this.canvas.height !== height) this.canvas.height = height;
  }
}
