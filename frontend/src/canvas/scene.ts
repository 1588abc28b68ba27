/**
 * Places and the look of the moment → shapes, in the order they are drawn. Plain data, no surface needed. What rests
 * (wires, frames, nodes) is apart from what moves (curves), so that a frame of a run redraws curves and nothing else.
 */
import { cellShapes } from "./cell";
import { glyphCurves } from "./edgeCurves";
import { glyphShapes, hangingTag } from "./edgeGlyph";
import { type Box, grown } from "./geometry";
import type { EdgePlace, NodePlace, Places } from "./layout";
import { lensShapes } from "./lens";
import type { GlyphLook, Look } from "./look";
import { matrixShapes } from "./matrixFrame";
import { nodeShapes } from "./node";
import { inputShapes, outputShapes } from "./ports";
import { probeShapes } from "./probe";
import { type CurveShape, ink, READABLE, type Shape, scaled, sized } from "./shape";
import {
  glyphBox,
  glyphLook,
  isBack,
  isInSight,
  isLifted,
  isPointedAt,
  levelIn,
  makeStage,
  type Stage,
} from "./stage";
import { targetNode } from "./topology";
import type { EdgeView, NetworkView } from "./view";
import { strokeMarks, wireBounds, wireShapes } from "./wires";

export interface Scene {
  /** Wires from weak to strong, glyphs without their curves, nodes, inputs and outputs. */
  still: Shape[];
  curves: CurveShape[];
  /** Names that hang over curves. */
  tags: Shape[];
  /** The selected, the hovered and the chosen, above everything. */
  overlay: Shape[];
}

export function buildScene(view: NetworkView, places: Places, look: Look): Scene {
  const stage = makeStage(view, places, look);
  return {
    still: [...stillShapes(stage)].flat(),
    curves: curveShapes(stage),
    tags: tagShapes(stage),
    overlay: overlayShapes(stage),
  };
}

export const allShapes = ({ still, curves, tags, overlay }: Scene): Shape[] => [
  ...still,
  ...curves,
  ...tags,
  ...overlay,
];

/** What rests, piece by piece, so that a long drawing can be spread over several frames. */
export function* stillShapes(stage: Stage): Generator<Shape[]> {
  const { view, places, look } = stage;
  const order = view.edges
    .filter((e) => places.edges.has(e.id))
    .sort((a, b) => rank(a, look) - rank(b, look));
  if (places.matrix) yield matrixShapes(view, places.matrix, look);
  for (const edge of order) yield wiresOf(stage, edge);
  for (const edge of order) yield restOf(stage, edge);
  for (const node of places.nodes) yield nodeOf(stage, node);
  yield portShapes(view, places, look.zoom).filter((s) => isReadable(s, look.zoom));
}

/** The curves in sight as they are at this moment. */
export function curveShapes(stage: Stage): CurveShape[] {
  return stage.view.edges.flatMap((edge) => {
    const place = stage.places.edges.get(edge.id);
    if (!place?.box || isBack(stage.look, edge) || !isInSight(stage, place.box)) return [];
    if (levelIn(place, place.box, stage.look) === "stroke") return [];
    return onScreen(stage, place, (box, look) => glyphCurves(edge, box, look), edge);
  });
}

/** In a matrix, glyphs keep the sizes they have on screen however near one is: drawn there, and brought back. */
function onScreen<T extends Shape>(
  stage: Stage,
  place: EdgePlace,
  draw: (box: Box, look: GlyphLook) => T[],
  edge: EdgeView,
): T[] {
  const { box } = place;
  if (!box) return [];
  const look = glyphLook(stage, edge, place, box);
  if (!place.cell) return draw(box, look);
  const k = stage.look.zoom;
  const cell = sized({ ...box, w: 0.96 * box.w, h: 0.96 * box.h }, k);
  return draw(cell, { ...look, zoom: 1 }).map((shape) => scaled(shape, 1 / k) as T);
}

export function tagShapes(stage: Stage): Shape[] {
  return stage.view.edges.flatMap((edge) => {
    const place = stage.places.edges.get(edge.id);
    if (edge.status !== "symbolic" || !place?.box || isBack(stage.look, edge)) return [];
    if (!isInSight(stage, place.box)) return [];
    return onScreen(stage, place, (box, look) => hangingTag(edge, box, look), edge);
  });
}

export function overlayShapes(stage: Stage): Shape[] {
  const { look, view } = stage;
  const edges = view.edges.filter((e) => isLifted(look, e.id) || look.chosen.has(e.id));
  const lifted = edges.sort((a, b) => rank(a, look) - rank(b, look)).flatMap((e) => liftedShapes(stage, e));
  const probed = look.probe ? probeShapes(stage, look.probe) : [];
  return [...lifted, ...lensShapes(stage), ...probed, ...loopShapes(look)].filter((s) =>
    isReadable(s, look.zoom),
  );
}

const isReadable = (shape: Shape, zoom: number): boolean =>
  shape.kind !== "text" || shape.size * zoom >= READABLE;

const rank = (edge: EdgeView, look: Look): number =>
  edge.status === "cut" ? -1 : look.strengthOf(edge.id) + (edge.id === look.selected ? 2 : 0);

function wiresOf(stage: Stage, edge: EdgeView): Shape[] {
  const { look, places, path } = stage;
  const place = places.edges.get(edge.id);
  if (!place || place.cell || !place.wires.some((wire) => isInSight(stage, wireBounds(wire)))) return [];
  const wires = wireShapes(edge, place, {
    strength: Math.min(1, Math.max(0, look.strengthOf(edge.id))),
    lit: edge.id === look.selected ? 2 : path.has(edge.id) ? 1 : 0,
    hovered: false,
    training: look.training,
    neighbours: places.edges.size,
    back: isBack(look, edge),
  });
  const stroke = levelIn(place, place.box, look) === "stroke" && !isBack(look, edge);
  return stroke ? [...wires, ...strokeMarks(edge, place, look.zoom)] : wires;
}

function restOf(stage: Stage, edge: EdgeView): Shape[] {
  const { look } = stage;
  const place = stage.places.edges.get(edge.id);
  if (!place?.box || !isInSight(stage, place.box)) return [];
  const strength = look.strengthOf(edge.id);
  if (isBack(look, edge)) return place.cell ? cellShapes(edge, place.box, { strength, back: true }) : [];
  if (place.cell && levelIn(place, place.box, look) === "stroke")
    return cellShapes(edge, place.box, { strength, back: false });
  return onScreen(stage, place, (box, look) => glyphShapes(edge, box, { ...look, hovered: false }), edge);
}

function liftedShapes(stage: Stage, edge: EdgeView): Shape[] {
  const place = stage.places.edges.get(edge.id);
  if (!place) return [];
  if (!isLifted(stage.look, edge.id)) return mark(place, edge, stage.look.zoom);
  const box = glyphBox(place, edge, stage.look, true);
  const wires = isPointedAt(stage.look, edge.id) ? pointedWires(stage, edge, place) : [];
  if (!box) return wires;
  const whole = (at: Box, look: GlyphLook): Shape[] => [
    ...glyphShapes(edge, at, look),
    ...glyphCurves(edge, at, look),
    ...hangingTag(edge, at, look),
  ];
  const shapes = place.cell
    ? onScreen(stage, place, whole, edge)
    : whole(box, glyphLook(stage, edge, place, box));
  return [...wires, ...shapes];
}

function loopShapes({ loop, zoom }: Look): Shape[] {
  if (!loop || loop.length < 2) return [];
  const points = loop.flatMap(({ x, y }) => [x, y]);
  const pen = { ink: ink("accent"), width: 1.4 / zoom, dash: [5 / zoom, 4 / zoom] };
  return [
    { kind: "area", points, fill: ink("accent", 0.06) },
    { kind: "line", points, pen },
  ];
}

/** One of several: a ring around its glyph, or its wire in the accent. */
function mark({ box, wires, cell }: EdgePlace, edge: EdgeView, zoom: number): Shape[] {
  const pen = { ink: ink("accent"), width: cell ? 1.5 / zoom : 2 };
  if (!box) return wires.map((curve): Shape => ({ kind: "wire", curve, pen }));
  const room = cell || edge.status === "cut" ? 0.5 / zoom : 3;
  return [{ kind: "box", box: grown(box, room), radius: cell ? 1 / zoom : Math.min(12, box.h / 4) + 2, pen }];
}

function pointedWires({ look, places }: Stage, edge: EdgeView, place: EdgePlace): Shape[] {
  const strength = look.strengthOf(edge.id);
  const neighbours = places.edges.size;
  return wireShapes(edge, place, {
    strength,
    lit: 0,
    hovered: true,
    training: false,
    neighbours,
    back: false,
  });
}

function nodeOf(stage: Stage, node: NodePlace): Shape[] {
  const { view, look } = stage;
  const { at, r } = node;
  if (!isInSight(stage, aroundNode(at.x, at.y, r))) return [];
  return nodeShapes(node, {
    lit: isLit(stage, node.layer, node.index),
    cost: look.costs ? (view.nodeCosts?.get(`node:${node.layer}:${node.index}`) ?? null) : null,
    zoom: look.zoom,
    quiet: look.quiet,
  }).filter((s) => isReadable(s, look.zoom));
}

/** With room for the words below it. */
const aroundNode = (x: number, y: number, r: number): Box => ({
  x: x - r - 30,
  y: y - r,
  w: 2 * r + 60,
  h: 2 * r + 34,
});

function isLit(stage: Stage, layer: number, node: number): boolean {
  if (stage.path.size === 0) return false;
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
