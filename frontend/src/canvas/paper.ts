/**
 * The sheet that a network is on: one <canvas> with its camera and layout. Draws only when something changed, moves only
 * what moved. What is shown and what a pointer does is its heir's.
 */
import { Arrangement, type Form } from "./arrangement";
import { Camera, type Standpoint } from "./camera";
import { type Box, centre, clamp, holding, type Point } from "./geometry";
import type { Places, Room } from "./layout";
import type { Former, Look } from "./look";
import { wantsMatrix } from "./matrix";
import { CurveMotion } from "./motion";
import { Painter, WHOLE } from "./painter";
import { type Palette, readPalette, watchTheme } from "./palette";
import { glyphBox, isLifted } from "./stage";
import type { EdgeView, NetworkView } from "./view";

export interface PaperOptions {
  /** Only a picture: no numbers, no pointer, small margins (the moving example of the home page). */
  picture?: boolean;
}

const WORK = { top: 60, right: 24, bottom: 40, left: 24 };
const PICTURE = { top: 12, right: 24, bottom: 12, left: 24 };
/** The curve that is tried on an edge moves under this name. */
export const PREVIEW = "preview";
/** The zoom must change this much before crowded layers are laid out anew. */
const ZOOM_STEP = 1.25;
/** A thing that is shown stands at this zoom where there is room. */
const NEAR = 1.25;
/** The camera rests once it has not moved for this long, in ms. */
const REST = 120;

/** What is marked, shown and set back; all of it is set from outside. */
type Marks = Pick<
  Look,
  "selected" | "hovered" | "chosen" | "lit" | "costs" | "preview" | "probe" | "lens" | "loop" | "floor"
>;

/** As in the last row of a lecture room; a small window keeps its network whole. */
const presentedScale = (width: number, height: number) => clamp(Math.min(width / 900, height / 500), 1, 2);

type Arranged = Pick<Room, "hideCut" | "order" | "spread"> & { form: Form };

export abstract class Paper {
  protected readonly canvas = document.createElement("canvas");
  protected readonly painter = new Painter(this.canvas);
  protected readonly curves = new CurveMotion();
  protected readonly arrangement = new Arrangement();
  protected readonly camera: Camera;
  protected readonly cleanups: (() => void)[] = [];
  protected palette: Palette = readPalette();
  protected view: NetworkView | null = null;
  protected edges: ReadonlyMap<string, EdgeView> = new Map();
  protected strengths: ReadonlyMap<string, number> = new Map();
  protected former: ReadonlyMap<string, Former> = new Map();
  protected training = false;
  protected layout: Arranged = { hideCut: false, form: "auto" };
  protected marks: Marks = {
    selected: null,
    hovered: null,
    chosen: new Set(),
    lit: new Set(),
    costs: true,
    preview: null,
    probe: null,
    lens: null,
    loop: null,
    floor: 0,
  };
  private readonly movers = new Set<() => void>();
  private size = { width: 0, height: 0 };
  private presented = false;
  /** How large things are drawn when the whole network is in sight. */
  private scale = 1;
  private movedAt = Number.NEGATIVE_INFINITY;
  private noted = false;
  private frame = 0;
  private rest: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly host: HTMLElement,
    protected readonly options: PaperOptions,
    isHeld: (p: Point) => boolean,
  ) {
    this.canvas.setAttribute("aria-hidden", "true");
    this.canvas.style.cssText = "display:block;position:absolute;inset:0;touch-action:none";
    host.append(this.canvas);
    this.camera = new Camera(this.canvas, () => this.cameraMoved(), isHeld);
    const observer = new ResizeObserver(() => this.resize());
    observer.observe(host);
    this.cleanups.push(
      () => observer.disconnect(),
      watchTheme(() => this.themeChanged()),
    );
    this.resize();
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

  /** Everything larger, for a room full of people; or as it was. */
  setPresented(presented: boolean): void {
    if (presented === this.presented) return;
    this.presented = presented;
    this.makeRoom();
    this.painter.drop();
    this.layOutNow(false);
  }

  /** Brings an edge to the middle, near enough to read. */
  flyTo(id: string): void {
    const place = this.arrangement.final?.edges.get(id);
    if (!place) return;
    const zoom = Math.max(this.camera.transform.k, place.box ? Math.min(6, 110 / place.box.w) : 1.6);
    this.camera.flyTo(place.middle, zoom, this.size, performance.now(), this.palette.camera);
    this.redraw();
  }

  /** Brings boxes of the paper to the middle, near enough to read but never nearer than they fit. */
  show(boxes: readonly Box[]): void {
    const all = holding(boxes);
    if (!all) return;
    const fits = Math.min((0.5 * this.size.width) / all.w, (0.7 * this.size.height) / all.h);
    const zoom = Math.min(fits, NEAR);
    this.camera.flyTo(centre(all), zoom, this.size, performance.now(), this.palette.camera);
    this.redraw();
  }

  /** Where the camera will come to rest, to be given back later. */
  get goal(): Standpoint {
    return this.camera.goal;
  }

  returnTo(goal: Standpoint): void {
    this.camera.returnTo(goal, performance.now(), this.palette.camera);
    this.redraw();
  }

  /** Moves what is in the middle to here, at the same zoom (the minimap). */
  centreOn(p: Point): void {
    this.camera.flyTo(p, this.camera.transform.k, this.size, performance.now(), 0);
    this.redraw();
  }

  /** Percent, and what is in sight as a share of the whole picture. */
  get percent(): number {
    return Math.round((this.camera.transform.k / this.scale) * 100);
  }

  get sight(): Box {
    const { x, y, k } = this.camera.transform;
    return { x: -x / k, y: -y / k, w: this.size.width / k, h: this.size.height / k };
  }

  /** Where the camera stands, so that another sheet can be looked at from there. */
  get standpoint(): Standpoint {
    const { x, y, k } = this.camera.transform;
    return { x, y, k };
  }

  lookFrom(standpoint: Standpoint): void {
    this.camera.stand(standpoint);
  }

  get places(): Places | null {
    return this.arrangement.final;
  }

  /** Whether the room asks for matrices. */
  wantsMatrix(view: NetworkView): boolean {
    return wantsMatrix(
      view,
      this.size.height / this.scale - WORK.top - WORK.bottom,
      this.arrangement.isMatrix,
    );
  }

  /** Calls back whenever glyphs move on screen (camera, size, layout). Returns how to stop. */
  onMove(listener: () => void): () => void {
    this.movers.add(listener);
    return () => this.movers.delete(listener);
  }

  /** Box of an edge's glyph in CSS pixels from the host's upper left corner; null when it is not drawn. */
  boxOf(id: string): DOMRect | null {
    const box = this.worldBox(id);
    return box && this.onScreen(box);
  }

  /** A box of the paper, the same way. */
  onScreen(box: Box): DOMRect {
    const { x, y, w, h } = this.camera.toScreen(box);
    return new DOMRect(x, y, w, h);
  }

  dispose(): void {
    cancelAnimationFrame(this.frame);
    clearTimeout(this.rest);
    for (const clean of this.cleanups) clean();
    this.camera.dispose();
    this.canvas.remove();
  }

  protected get morphTime(): number {
    return this.edges.size <= WHOLE ? this.palette.preview : 0;
  }

  protected mark(change: Partial<Marks>, rests = false): void {
    Object.assign(this.marks, change);
    if (rests) this.painter.invalidate();
    this.redraw();
  }

  protected layOutAs(change: Partial<Arranged>): void {
    this.layout = { ...this.layout, ...change };
    this.layOutNow(true);
  }

  protected worldBox(id: string): Box | null {
    const place = this.arrangement.final?.edges.get(id);
    const edge = this.edges.get(id);
    const look = this.look();
    return place && edge ? glyphBox(place, edge, look, isLifted(look, id)) : null;
  }

  private space(): Room {
    const { picture } = this.options;
    const { form: _, ...layout } = this.layout;
    const margins = picture ? PICTURE : WORK;
    return {
      width: this.size.width / this.scale,
      height: this.size.height / this.scale,
      margins,
      ports: picture ? "disc" : "plate",
      zoom: this.camera.transform.k,
      ...layout,
    };
  }

  protected layOutNow(glide: boolean): void {
    if (!this.view || this.size.width === 0) return;
    const now = performance.now();
    const small = this.edges.size <= WHOLE;
    const before = this.arrangement.final;
    const { camera } = this.palette;
    if (before && glide && !small) this.painter.leave(this.camera.transform, now, camera);
    const turned = this.arrangement.renew(
      this.view,
      this.space(),
      this.layout.form,
      glide && small,
      now,
      camera,
    );
    if (turned && small) this.painter.leave(this.camera.transform, now, camera);
    if (small) this.painter.invalidate();
    else this.painter.drop();
    this.redraw();
    this.tellMoved();
  }

  protected look(now = performance.now(), levelOf = this.painter.levelOf(this.camera.transform.k)): Look {
    const { preview } = this.marks;
    const tried = preview?.curve ? this.curves.at(PREVIEW, now) : null;
    return {
      ...this.marks,
      curveOf: (id) => this.curves.at(id, now),
      trailOf: (id) => this.curves.trail(id),
      formerOf: (id) => this.former.get(id) ?? null,
      strengthOf: (id) => this.strengths.get(id) ?? this.edges.get(id)?.strength ?? 0,
      riseOf: (id) => this.curves.riseAt(id, now),
      levelOf,
      preview: preview ? { ...preview, curve: tried } : null,
      training: this.training,
      zoom: this.camera.transform.k,
      quiet: this.options.picture ?? false,
    };
  }

  private makeRoom(): void {
    const { width, height } = this.size;
    this.scale = this.presented ? presentedScale(width, height) : 1;
    this.camera.setRoom(width, height, this.scale);
  }

  private resize(): void {
    const { clientWidth: width, clientHeight: height } = this.host;
    if (width === this.size.width && height === this.size.height) return;
    this.size = { width, height };
    this.makeRoom();
    this.canvas.style.width = `${width}px`;
    this.canvas.style.height = `${height}px`;
    this.painter.drop();
    this.layOutNow(false);
    // At once: a canvas that changes its size is blank until it is drawn again.
    this.paint(performance.now());
  }

  private cameraMoved(): void {
    this.movedAt = performance.now();
    clearTimeout(this.rest);
    this.rest = setTimeout(() => this.rested(), REST);
    const small = this.edges.size <= WHOLE;
    if (small && this.zoomedFar() && this.arrangement.isCrowded) this.layOutNow(true);
    this.tellMoved();
    this.redraw();
  }

  /** Placed glyphs keep their places until the camera rests; then there may be room for more. */
  private rested(): void {
    if (this.edges.size > WHOLE && this.zoomedFar() && this.arrangement.isCrowded) this.layOutNow(true);
    this.redraw();
  }

  private zoomedFar(): boolean {
    const [k, before] = [this.camera.transform.k, this.arrangement.zoom];
    return Math.max(k, before) / Math.min(k, before) > ZOOM_STEP;
  }

  private tellMoved(): void {
    for (const listener of this.movers) listener();
  }

  private themeChanged(): void {
    this.palette = readPalette();
    this.painter.drop();
    this.redraw();
  }

  /** Something changed: one more picture is due. */
  protected redraw(): void {
    if (this.frame === 0) this.frame = requestAnimationFrame((now) => this.tick(now));
  }

  private tick(now: number): void {
    this.frame = 0;
    const gliding = this.arrangement.isGliding;
    const flying = this.camera.step(now);
    // While things glide, what rests does not.
    if (gliding) this.painter.invalidate();
    const unfinished = this.paint(now);
    this.noteFirst();
    if (gliding) this.tellMoved();
    if (unfinished || flying || gliding || this.curves.isMoving(now) || this.isPulsing()) this.redraw();
  }

  /** For measuring: when curves were seen for the first time. */
  private noteFirst(): void {
    if (this.noted || !this.view?.edges.some(({ curve }) => curve)) return;
    this.noted = true;
    performance.mark("kanscope:first-picture");
  }

  private isPulsing(): boolean {
    return this.training && this.palette.pulse > 0;
  }

  /** True while there is more to draw though nothing changes. */
  private paint(now: number): boolean {
    const { view } = this;
    const places = this.arrangement.at(now, this.palette.camera);
    if (!view || !places || this.size.width === 0) return false;
    this.fitPixels();
    const { x, y, k } = this.camera.transform;
    const screen = { ...this.size, ratio: devicePixelRatio, palette: this.palette };
    const sitting = {
      view,
      places,
      lookWith: (levelOf: Look["levelOf"]) => this.look(now, levelOf),
      camera: { x, y, k },
      resting: performance.now() - this.movedAt >= REST,
      pulse: this.isPulsing() ? (now % this.palette.pulse) / this.palette.pulse : null,
      now,
    };
    return this.painter.paint(screen, sitting, this.palette.camera);
  }

  /** As many pixels as the screen has; only touched when that changes, since touching clears. */
  private fitPixels(): void {
    const width = Math.round(this.size.width * devicePixelRatio);
    const height = Math.round(this.size.height * devicePixelRatio);
    if (this.canvas.width !== width) this.canvas.width = width;
    if (this.canvas.height !== height) this.canvas.height = height;
  }
}
