/** Places and the look of the moment → shapes, in the order they are drawn. Plain data, no surface needed. */
import { rise } from "./curve";
import { glyphShapes } from "./edgeGlyph";
import { around, type Box, clamp } from "./geometry";
import type { EdgePlace, Places } from "./layout";
import { levelOnScreen } from "./levels";
import type { Look } from "./look";
import { nodeShapes } from "./node";
import { inputShapes, outputShapes } from "./ports";
import { READABLE, type Shape } from "./shape";
import { litPath, targetNode } from "./topology";
import type { EdgeView, NetworkView } from "./view";
import { strokeMarks, wireShapes } from "./wires";

export interface Scene {
  /** Wires from weak to strong; bulges travel on them. */
  wires: Shape[];
  glyphs: Shape[];
  nodes: Shape[];
  ports: Shape[];
  /** The selected and the hovered glyph, above everything. */
  above: Shape[];
}

/** A selected or hovered stroke opens its plate in place, this large on screen. */
const OPENED = { w: 150, h: 98 };

export function buildScene(view: NetworkView, places: Places, look: Look): Scene {
  const edges = view.edges.filter((e) => places.edges.has(e.id));
  const order = edges.sort((a, b) => rank(a, look) - rank(b, look));
  const stage: Stage = {
    view,
    places,
    look,
    spans: sharedSpans(view, look),
    path: litPath(view, look.selected),
  };
  const above = order.filter((e) => isLifted(look, e.id));
  return {
    wires: order.flatMap((e) => wiresOf(stage, e)),
    glyphs: order.flatMap((e) => glyphOf(stage, e, false)),
    nodes: places.nodes.flatMap((n) =>
      nodeShapes(n, {
        lit: isLit(stage, n.layer, n.index),
        cost: look.costs ? (view.nodeCosts?.get(`node:${n.layer}:${n.index}`) ?? null) : null,
        zoom: look.zoom,
        quiet: look.quiet,
      }),
    ),
    ports: portShapes(view, places, look.zoom).filter((s) => isReadable(s, look.zoom)),
    above: above.flatMap((e) => glyphOf(stage, e, true)),
  };
}

export const allShapes = (scene: Scene): Shape[] => [
  ...scene.wires,
  ...scene.glyphs,
  ...scene.nodes,
  ...scene.ports,
  ...scene.above,
];

const isReadable = (shape: Shape, zoom: number): boolean =>
  shape.kind !== "text" || shape.size * zoom >= READABLE;

/** By the pointer here, or from elsewhere on the screen. */
const isPointedAt = (look: Look, id: string): boolean => id === look.hovered || look.lit.has(id);
export const isLifted = (look: Look, id: string): boolean => id === look.selected || isPointedAt(look, id);

interface Stage {
  view: NetworkView;
  places: Places;
  look: Look;
  spans: number[];
  path: ReadonlySet<string>;
}

const rank = (edge: EdgeView, look: Look): number =>
  edge.status === "cut" ? -1 : look.strengthOf(edge.id) + (edge.id === look.selected ? 2 : 0);

/** The largest rise of any live curve of each layer: what a full plate stands for. */
export function sharedSpans(view: NetworkView, look: Look): number[] {
  const spans = view.width.slice(1).map(() => 0);
  for (const edge of view.edges) {
    const curve = edge.status === "cut" ? null : look.curveOf(edge.id);
    if (curve) spans[edge.layer] = Math.max(spans[edge.layer] ?? 0, rise(curve));
  }
  return spans.map((span) => span || 1);
}

function wiresOf(stage: Stage, edge: EdgeView): Shape[] {
  const place = stage.places.edges.get(edge.id);
  if (!place) return [];
  const { look } = stage;
  const strength = clamp(look.strengthOf(edge.id), 0, 1);
  const lit = edge.id === look.selected ? 2 : stage.path.has(edge.id) ? 1 : 0;
  const neighbours = stage.places.edges.size;
  const hovered = isPointedAt(look, edge.id);
  const wires = wireShapes(edge, place, { strength, lit, hovered, training: look.training, neighbours });
  const stroke = !place.box || levelOnScreen(place.box.w * look.zoom) === "stroke";
  return stroke ? [...wires, ...strokeMarks(edge, place, look.zoom)] : wires;
}

function glyphOf(stage: Stage, edge: EdgeView, above: boolean): Shape[] {
  const place = stage.places.edges.get(edge.id);
  const box = place && glyphBox(place, edge, stage.look, above);
  if (!box || isLifted(stage.look, edge.id) !== above) return [];
  const plugs = box === place.box ? place.plugs : [];
  return glyphShapes(edge, box, { ...glyphLook(stage, edge), plugs });
}

function glyphLook({ look, spans }: Stage, edge: EdgeView) {
  return {
    strength: look.strengthOf(edge.id),
    curve: look.curveOf(edge.id),
    trail: look.trailOf(edge.id),
    preview: look.preview?.id === edge.id ? look.preview : null,
    selected: edge.id === look.selected,
    hovered: isPointedAt(look, edge.id),
    costs: look.costs,
    span: spans[edge.layer] ?? 1,
    zoom: look.zoom,
    quiet: look.quiet,
  };
}

/** Where the glyph of an edge is; a stroke has one only while it is opened. */
export function glyphBox(place: EdgePlace, edge: EdgeView, look: Look, opened: boolean): Box | null {
  const room = (place.box?.w ?? 0) * look.zoom;
  const crampedNow = levelOnScreen(room) === "stroke" && edge.status !== "cut";
  if (opened && crampedNow) return around(place.middle, OPENED.w / look.zoom, OPENED.h / look.zoom);
  return place.box;
}

function isLit(stage: Stage, layer: number, node: number): boolean {
  return stage.view.edges.some(
    (e) => stage.path.has(e.id) && e.layer === layer - 1 && targetNode(stage.view, e) === node,
  );
}

function portShapes(view: NetworkView, places: Places, zoom: number): Shape[] {
  const inputs = places.inputs.flatMap((place) => {
    const port = view.inputs[place.index];
    return port ? inputShapes(port, place, zoom) : [];
  });
  const outputs = places.outputs.flatMap((place) => {
    const port = view.outputs[place.index];
    return port ? outputShapes(port, place, zoom) : [];
  });
  return [...inputs, ...outputs];
}
