/** From a network and the room it has to the place of everything that is drawn. */
import { placeBeads } from "./beads";
import { type Heights, nodeKey, placeHeights } from "./columns";
import {
  around,
  type Bezier,
  type Box,
  centre,
  clamp,
  crossings,
  levelCurve,
  type Point,
  pointAt,
} from "./geometry";
import type { MatrixFrame } from "./matrix";
import { levelIn, makePlan, type Plan } from "./plan";
import { columnsAcross, fitted, type PortForm, portSize } from "./rooms";
import { sizeOf } from "./stacks";
import { isLive, isProduct, ownerOf, targetNode } from "./topology";
import { type EdgeView, IDLE, type NetworkView } from "./view";

export interface Room {
  width: number;
  height: number;
  /** Left free for toolbars. */
  margins: { top: number; right: number; bottom: number; left: number };
  /** Thumbnails show ports as discs. */
  ports: "plate" | "disc";
  /** Zooming in admits more sparklines to a crowded layer. */
  zoom: number;
  hideCut: boolean;
  /** Nodes of each column from top to bottom where a person has put them so. */
  order?: readonly (readonly number[] | undefined)[];
  /** A node whose inputs are spread out, as "column:node". */
  spread?: string | null;
}

export interface EdgePlace {
  id: string;
  /** Null: there is only room for the stroke. */
  box: Box | null;
  /** In and out of the glyph, or one from node to node. */
  wires: Bezier[];
  middle: Point;
  /** Where its own wire enters and leaves the glyph. */
  plugs: Point[];
  /** Set along its wire, among many. */
  crowded: boolean;
  /** A cell of a matrix: there is no wire. */
  cell?: boolean;
}

export interface NodePlace {
  layer: number;
  index: number;
  at: Point;
  r: number;
  product: boolean;
  /** Nothing strong arrives. */
  idle: boolean;
  /** Everything that arrives is cut. */
  cut: boolean;
  name: string;
}

export interface PortPlace {
  index: number;
  box: Box;
  form: PortForm;
}

export interface Places {
  edges: Map<string, EdgePlace>;
  nodes: NodePlace[];
  inputs: PortPlace[];
  outputs: PortPlace[];
  /** The column of the outputs. */
  last: number;
  /** Set where layers are drawn as matrices. */
  matrix?: MatrixFrame;
}

const BEAD = { w: 48, h: 29 };

export function layOut(view: NetworkView, room: Room): Places {
  const top = room.margins.top;
  const height = Math.max(40, room.height - top - room.margins.bottom);
  const across = columnsAcross(view, room, height);
  const plan = makePlan(view, room, height, across.span);
  const heights = placeHeights(plan, { top, height });
  const frame: Frame = { view, room, plan, heights, columns: across.columns, height };
  const inputs = placePorts(frame, 0);
  const outputs = placePorts(frame, view.width.length - 1);
  const nodes = placeNodes(frame);
  const last = view.width.length - 1;
  return { edges: placeEdges({ ...frame, inputs, outputs, nodes }), nodes, inputs, outputs, last };
}

interface Frame {
  view: NetworkView;
  room: Room;
  plan: Plan;
  heights: Heights;
  /** Horizontal middle of each column of nodes; ports: the edge that wires touch. */
  columns: number[];
  height: number;
}

interface Furnished extends Frame {
  inputs: PortPlace[];
  outputs: PortPlace[];
  nodes: NodePlace[];
}

function placePorts(frame: Frame, column: number): PortPlace[] {
  const side = column === 0 ? "input" : "output";
  const nodes = frame.plan.columns[column] ?? [];
  const size = portSize(frame.view, frame.room, frame.height, side);
  const edge = frame.columns[column] ?? 0;
  const ys = nodes.map((index) => frame.heights.nodes.get(nodeKey(column, index)) ?? 0);
  return nodes.map((index, k) => {
    const { form, w, h } = fitted(size, nearest(ys, k));
    const x = side === "input" ? edge - w : edge;
    return { index, form, box: { x, y: (ys[k] ?? 0) - h / 2, w, h } };
  });
}

/** How far the closest neighbour is. */
function nearest(ys: readonly number[], k: number): number {
  const [here, above, below] = [ys[k] ?? 0, ys[k - 1], ys[k + 1]];
  return Math.min(here - (above ?? Number.NEGATIVE_INFINITY), (below ?? Number.POSITIVE_INFINITY) - here);
}

function placeNodes(frame: Frame): NodePlace[] {
  const hidden = frame.plan.columns.slice(1, -1);
  return hidden.flatMap((nodes, k) => nodes.map((index) => placeNode(frame, k + 1, index)));
}

function placeNode(frame: Frame, layer: number, index: number): NodePlace {
  const arriving = frame.view.edges.filter(
    (e) => e.layer === layer - 1 && targetNode(frame.view, e) === index,
  );
  const live = arriving.filter(isLive);
  const idle = live.every((e) => e.strength < IDLE);
  const pitch = frame.height / (frame.plan.columns[layer]?.length ?? 1);
  const width = frame.view.width[layer];
  const y = frame.heights.nodes.get(nodeKey(layer, index)) ?? 0;
  return {
    layer,
    index,
    at: { x: frame.columns[layer] ?? 0, y },
    r: idle ? clamp(pitch * 0.15, 2, 8) : clamp(pitch * 0.16, 2.5, 15),
    product: width ? isProduct(width, index) : false,
    idle,
    cut: arriving.length > 0 && live.length === 0,
    name: `h${layer}.${index + 1}`,
  };
}

function placeEdges(frame: Furnished): Map<string, EdgePlace> {
  const places = new Map<string, EdgePlace>();
  frame.plan.layers.forEach(({ arrangement, edges }, layer) => {
    const placed = arrangement === "alongWires" ? alongWires(frame, edges) : stacked(frame, layer, edges);
    for (const place of placed) places.set(place.id, place);
  });
  return places;
}

function stacked(frame: Furnished, layer: number, edges: EdgeView[]): EdgePlace[] {
  const x = glyphMiddle(frame, layer);
  const early = frame.plan.layers[layer]?.arrangement === "byTarget";
  return edges.map((edge) => {
    const { w, h } = sizeOf(levelIn(frame.plan, edge), frame.plan.sizes);
    const middle = { x, y: frame.heights.glyphs.get(edge.id) ?? 0 };
    const [left, right] = [middle.x - w / 2, middle.x + w / 2];
    // Idle edges turn early so that they pass beside the strong plates.
    const [leave, arrive] = early && levelIn(frame.plan, edge) !== "plate" ? [0.3, 0.86] : [0.5, 0.5];
    const into = levelCurve(leaves(frame, edge), { x: left, y: middle.y }, leave, arrive);
    const out = levelCurve({ x: right, y: middle.y }, arrives(frame, edge));
    const plugs = [left, right].map((at) => ({ x: at, y: middle.y }));
    return { id: edge.id, box: around(middle, w, h), wires: [into, out], middle, plugs, crowded: false };
  });
}

function alongWires(frame: Furnished, edges: EdgeView[]): EdgePlace[] {
  const wired = edges.map((edge) => ({
    edge,
    wire: levelCurve(leaves(frame, edge), arrives(frame, edge)),
  }));
  const scale = frame.room.ports === "disc" ? 0.6 : 1 / Math.sqrt(clamp(frame.room.zoom, 1, 16));
  const taken = frame.nodes.map((n) => around(n.at, 2 * n.r + 12, 2 * n.r + 12));
  const boxes = placeBeads(wired, { w: BEAD.w * scale, h: BEAD.h * scale }, taken);
  return wired.map(({ edge, wire }) => {
    const box = boxes.get(edge.id) ?? null;
    const middle = box ? centre(box) : pointAt(wire, 0.5);
    const plugs = box ? crossings(wire, box) : [];
    return { id: edge.id, box, wires: [wire], middle, plugs, crowded: true };
  });
}

/** Where the wire leaves its source. */
function leaves(frame: Furnished, edge: EdgeView): Point {
  const port = frame.inputs.find((p) => edge.layer === 0 && p.index === edge.source);
  if (port) return { x: port.box.x + port.box.w, y: port.box.y + port.box.h / 2 };
  const node = frame.nodes.find((n) => n.layer === edge.layer && n.index === edge.source);
  return node ? { x: node.at.x + node.r, y: node.at.y } : { x: 0, y: 0 };
}

/** Where it arrives: at the output, the sum, or its own input of a product. */
function arrives(frame: Furnished, edge: EdgeView): Point {
  const width = frame.view.width[edge.layer + 1];
  const owner = width ? ownerOf(width, edge.target) : { node: 0, slot: 0, of: 1 };
  const last = edge.layer + 2 === frame.view.width.length;
  const port = frame.outputs.find((p) => last && p.index === owner.node);
  if (port) return { x: port.box.x, y: port.box.y + port.box.h / 2 };
  const node = frame.nodes.find((n) => n.layer === edge.layer + 1 && n.index === owner.node);
  if (!node) return { x: 0, y: 0 };
  const step = (2 * node.r * 0.7) / owner.of;
  return { x: node.at.x - node.r, y: node.at.y + (owner.slot - (owner.of - 1) / 2) * step };
}

function glyphMiddle(frame: Furnished, layer: number): number {
  const radius = frame.plan.columns.length > 2 ? 14 : 0;
  const [from, to] = [frame.columns[layer] ?? 0, frame.columns[layer + 1] ?? 0];
  const left = layer === 0 ? from : from + radius;
  const right = layer === frame.columns.length - 2 ? to : to - radius;
  return (left + right) / 2;
}
