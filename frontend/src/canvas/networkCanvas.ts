/** The network on screen: what it shows is set from outside, what a pointer does is told. */
import type { Form } from "./arrangement";
import type { Point } from "./geometry";
import { listenToGestures, type Tool } from "./gestures";
import type { Room } from "./layout";
import type { Former, Probe } from "./look";
import { WHOLE } from "./painter";
import { Paper, type PaperOptions, PREVIEW } from "./paper";
import { edgesInside, edgeUnder, groupUnder, type NodeKey, nodeUnder, reordered } from "./picking";
import { levelIn } from "./stage";
import type { CurveView, EdgeView, NetworkView, OutputView } from "./view";
import { type Direction, nextEdge } from "./walk";

export interface CanvasListeners {
  onSelect(id: string | null): void;
  onHover(id: string | null): void;
  onOpen(id: string): void;
  /** Several at once: the lasso, a node's inputs (then with the node), a line of a matrix. */
  onChoose?(ids: readonly string[], node: string | null): void;
  /** One more, or one less, beside what is chosen. */
  onAdd?(id: string): void;
  /** A node was dragged to another place in its column. */
  onReorder?(column: number, nodes: readonly number[]): void;
}

/** Of a large network, widths of wires follow a run this often, in ms. */
const WIRES_EVERY = 700;

export class NetworkCanvas extends Paper {
  /** As it is, without what is being tried on it. */
  private base: NetworkView | null = null;
  private tried: { edges: ReadonlySet<string>; change: Partial<EdgeView> } | null = null;
  private tool: Tool = "select";
  private wiresAt = 0;

  constructor(
    host: HTMLElement,
    private readonly listeners: CanvasListeners,
    options: PaperOptions = {},
  ) {
    super(host, options, (p) => this.isHeld(p));
    this.takePointer();
  }

  /** Structure or records changed: places glide and curves morph to the new ones. */
  setView(view: NetworkView): void {
    const now = performance.now();
    const first = this.view === null;
    this.base = view;
    this.view = this.withTried(view);
    this.edges = new Map(view.edges.map((e) => [e.id, e]));
    this.strengths = new Map();
    this.curves.keepOnly(new Set([...this.edges.keys(), PREVIEW]));
    for (const { id, curve } of view.edges) {
      if (curve) this.curves.set(id, curve, now, first ? 0 : this.morphTime);
      else this.curves.remove(id);
    }
    this.layOutNow(!first);
  }

  /** A live frame: cheap, nothing moves but curves and the width of wires. */
  setCurves(curves: ReadonlyMap<string, CurveView>, strengths?: ReadonlyMap<string, number>): void {
    const now = performance.now();
    for (const [id, curve] of curves) this.curves.set(id, curve, now, this.morphTime);
    if (this.training && this.edges.size <= WHOLE) this.curves.markTrail(now);
    if (strengths) this.strengths = strengths;
    if (this.edges.size <= WHOLE || now - this.wiresAt > WIRES_EVERY) {
      this.wiresAt = now;
      this.painter.invalidate();
    }
    this.redraw();
  }

  /** How well the outputs do at this moment; places stay. */
  setOutputs(outputs: readonly OutputView[]): void {
    if (!this.base) return;
    this.base = { ...this.base, outputs: [...outputs] };
    this.view = this.withTried(this.base);
    if (this.edges.size <= WHOLE) this.painter.invalidate();
    this.redraw();
  }

  setTraining(on: boolean): void {
    if (on === this.training) return;
    this.training = on;
    if (!on) this.curves.clearTrails();
    this.painter.invalidate();
    this.redraw();
  }

  setSelected(selected: string | null): void {
    this.mark({ selected }, true);
  }

  setHovered(hovered: string | null): void {
    this.mark({ hovered });
  }

  /** Several edges chosen together. */
  setChosen(ids: readonly string[]): void {
    this.mark({ chosen: new Set(ids) });
  }

  /** Edges pointed at from elsewhere on the screen. */
  setLit(ids: readonly string[]): void {
    this.mark({ lit: new Set(ids) });
  }

  setCosts(costs: boolean): void {
    this.mark({ costs }, true);
  }

  /** Edges weaker than this are set back; nothing is cut. */
  setFloor(floor: number): void {
    this.mark({ floor }, true);
  }

  /** A row on its way through the network; null: none. */
  setProbe(probe: Probe | null): void {
    this.mark({ probe });
  }

  /** What curves were, beside what they are. */
  setFormer(former: ReadonlyMap<string, Former>): void {
    this.former = former;
    this.redraw();
  }

  /** A candidate on top of an edge's curve, dashed; null puts everything back. */
  setPreview(id: string | null, curve: CurveView | null, name: string | null): void {
    const now = performance.now();
    if (this.marks.preview?.id !== id || !curve) this.curves.remove(PREVIEW);
    const from = id ? (this.curves.at(id, now) ?? undefined) : undefined;
    if (id && curve) this.curves.travel(PREVIEW, from, curve, now, this.palette.preview);
    this.mark({ preview: id ? { id, curve, name } : null }, this.edges.size <= WHOLE);
  }

  /** What some edges would be, shown in place without moving anything; null puts them back. */
  setTried(edges: readonly string[], change: Partial<EdgeView> | null): void {
    this.tried = change ? { edges: new Set(edges), change } : null;
    if (!this.base) return;
    this.view = this.withTried(this.base);
    this.painter.invalidate();
    this.redraw();
  }

  setHideCut(hideCut: boolean): void {
    if (hideCut !== this.layout.hideCut) this.layOutAs({ hideCut });
  }

  /** Curves on wires, matrices, or whichever the room asks for. */
  setForm(form: Form): void {
    if (form !== this.layout.form) this.layOutAs({ form });
  }

  /** Nodes from top to bottom, by column; columns without an order stand by number. */
  setOrder(order: Room["order"]): void {
    if (order !== this.layout.order) this.layOutAs({ order });
  }

  /** Spreads the inputs of a node ("column:node") out as sparklines; null puts them back. */
  setSpread(spread: string | null): void {
    if (spread !== (this.layout.spread ?? null)) this.layOutAs({ spread });
  }

  setTool(tool: Tool): void {
    this.tool = tool;
    this.canvas.style.cursor = tool === "lasso" ? "crosshair" : "default";
  }

  /** Walks along wires, or from cell to cell, and tells the listener, as a click would. */
  moveSelection(direction: Direction): void {
    const places = this.arrangement.final;
    if (!this.view || !places) return;
    const next = nextEdge(this.view, places, this.marks.selected, direction);
    if (next === this.marks.selected) return;
    if (places.matrix) this.mark({ lens: next });
    this.listeners.onSelect(next);
  }

  private withTried(view: NetworkView): NetworkView {
    const { tried } = this;
    if (!tried) return view;
    return { ...view, edges: view.edges.map((e) => (tried.edges.has(e.id) ? { ...e, ...tried.change } : e)) };
  }

  private takePointer(): void {
    if (this.options.picture) {
      this.camera.dispose();
      this.canvas.style.pointerEvents = "none";
      return;
    }
    const stop = listenToGestures(this.canvas, {
      tool: () => this.tool,
      edgeAt: (p) => this.edgeUnder(p),
      groupAt: (p) => groupUnder(this.view, this.arrangement.final, this.camera, p),
      nodeAt: (p) => nodeUnder(this.arrangement.final, this.camera, p),
      inside: (loop) =>
        edgesInside(
          this.arrangement.final,
          loop.map((p) => this.camera.toWorld(p)),
        ),
      onSelect: (id) => this.listeners.onSelect(id),
      onChoose: (ids, node) => this.listeners.onChoose?.(ids, node),
      onAdd: (id) => this.listeners.onAdd?.(id),
      onHover: (id) => this.listeners.onHover(this.isCell(id) ? null : id),
      onPoint: (id) => this.point(id),
      onOpen: (id) => this.listeners.onOpen(id),
      onDrag: (node, p) => this.drag(node, p),
      onLoop: (loop) => this.mark({ loop: loop?.map((p) => this.camera.toWorld(p)) ?? null }),
    });
    this.cleanups.push(stop);
  }

  /** Nodes are dragged and a lasso is drawn: the paper stays where it is. */
  private isHeld(p: Point): boolean {
    return this.tool === "lasso" || nodeUnder(this.arrangement.final, this.camera, p) !== null;
  }

  private edgeUnder(p: Point): string | null {
    const lifted = [this.marks.hovered, this.marks.selected].flatMap((id) => {
      const box = id ? this.worldBox(id) : null;
      return id && box ? [{ id, box }] : [];
    });
    return edgeUnder(this.arrangement.final, this.camera, p, lifted);
  }

  /** Whether an edge is a cell too small to show its curve: then the lens does. */
  private isCell(id: string | null): boolean {
    const place = id === null ? undefined : this.arrangement.final?.edges.get(id);
    return place?.cell === true && levelIn(place, place.box, this.look()) === "stroke";
  }

  private point(id: string | null): void {
    const lens = this.isCell(id) ? id : null;
    if (lens !== this.marks.lens) this.mark({ lens });
  }

  /** Carries a node past its neighbours; they make room at once. */
  private drag(node: NodeKey, p: Point): void {
    const { view, arrangement } = this;
    if (!view || !arrangement.final) return;
    const order = reordered(view, arrangement.final, node, this.camera.toWorld(p));
    if (order) this.listeners.onReorder?.(node.column, order);
  }
}
