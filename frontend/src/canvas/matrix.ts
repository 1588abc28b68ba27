/**
 * Wide layers as matrices: one cell an edge. Inputs are rows and hidden nodes columns; the next layer hangs below on
 * the same columns, the one after turns back to the right on the same rows, and so on, so that neighbours share an axis.
 */
import type { Box } from "./geometry";
import type { EdgePlace, Places, Room } from "./layout";
import { nodeCount } from "./topology";
import type { EdgeView, LayerWidth, NetworkView } from "./view";

/** One line of cells of an axis. */
export interface Slot {
  /** Column of the network that its node belongs to, and the node. */
  column: number;
  node: number;
  /** Which input of the node: a product has several. */
  part: number;
}

export interface Block {
  layer: number;
  box: Box;
  rows: Slot[];
  columns: Slot[];
  /** Ids of edges, row by row; empty where there is none. */
  ids: string[];
  /** Whether inputs of the layer are its rows. */
  sourcesAreRows: boolean;
}

export interface MatrixFrame {
  blocks: Block[];
  cell: number;
}

const LEFT = 112;
const RIGHT = 104;
const ABOVE = 34;
const BELOW = 18;
const GAP = 38;
const LARGEST = 110;

/** Less of the height than this for each wire between two columns, in pixels, and wires say nothing any more. */
const ROOM_FOR_WIRE = 0.5;

/** Whether a network is better seen as matrices; `before`: it is seen so now, and a border is not crossed by a hair. */
export function wantsMatrix(view: NetworkView, height: number, before: boolean): boolean {
  const crowd = Math.max(
    ...view.width.slice(1).map((to, k) => nodeCount(to) * nodeCount(view.width[k] ?? to)),
  );
  return height / crowd < ROOM_FOR_WIRE * (before ? 1.1 : 1);
}

export function layOutMatrix(view: NetworkView, room: Room): Places {
  const edges = view.edges.filter((e) => !room.hideCut || e.status !== "cut" || e.going);
  const frame = makeFrame(view, edges, room);
  const places = new Map<string, EdgePlace>();
  for (const block of frame.blocks)
    for (const place of cellsOf(block, frame.cell)) places.set(place.id, place);
  return { edges: places, nodes: [], inputs: [], outputs: [], last: view.width.length - 1, matrix: frame };
}

function makeFrame(view: NetworkView, edges: readonly EdgeView[], room: Room): MatrixFrame {
  const axes = view.width.map((layer, column) => slotsOf(layer, column, room.order?.[column]));
  const across = axes.filter((_, k) => k % 2 === 1);
  const down = axes.filter((_, k) => k % 2 === 0);
  const cell = cellSize(across, down, room);
  const lefts = starts(across, cell, leftOf(across, cell, room));
  const tops = starts(down, cell, topOf(down, cell, room));
  const ids = new Map(edges.map((e) => [`${e.layer}:${e.source}:${e.target}`, e.id]));
  const blocks = view.width.slice(1).map((_, layer): Block => {
    const sourcesAreRows = layer % 2 === 0;
    const [rows, columns] = sourcesAreRows ? [layer, layer + 1] : [layer + 1, layer];
    return block(layer, sourcesAreRows, axes[rows] ?? [], axes[columns] ?? [], ids, {
      x: lefts[(columns - 1) / 2] ?? 0,
      y: tops[rows / 2] ?? 0,
      cell,
    });
  });
  return { blocks, cell };
}

function slotsOf(layer: LayerWidth, column: number, order?: readonly number[]): Slot[] {
  const nodes = order ?? Array.from({ length: nodeCount(layer) }, (_, k) => k);
  return nodes.flatMap((node) => {
    const parts = node < layer.sums ? 1 : (layer.arity[node - layer.sums] ?? 2);
    return Array.from({ length: column === 0 ? 1 : parts }, (_, part) => ({ column, node, part }));
  });
}

const count = (axes: Slot[][]): number => axes.reduce((sum, axis) => sum + axis.length, 0);

function cellSize(across: Slot[][], down: Slot[][], { width, height, margins }: Room): number {
  const free = {
    w: width - margins.left - margins.right - LEFT - RIGHT - GAP * (across.length - 1),
    h: height - margins.top - margins.bottom - ABOVE - BELOW - GAP * (down.length - 1),
  };
  return Math.max(1, Math.min(LARGEST, free.w / count(across), free.h / count(down)));
}

/** In the middle of what is left beside the words. */
function leftOf(across: Slot[][], cell: number, { width, margins }: Room): number {
  const wide = count(across) * cell + GAP * (across.length - 1);
  const free = width - margins.left - margins.right - LEFT - RIGHT - wide;
  return margins.left + LEFT + Math.max(0, free / 2);
}

function topOf(down: Slot[][], cell: number, { height, margins }: Room): number {
  const tall = count(down) * cell + GAP * (down.length - 1);
  const free = height - margins.top - margins.bottom - ABOVE - BELOW - tall;
  return margins.top + ABOVE + Math.max(0, free / 2);
}

function starts(axes: Slot[][], cell: number, first: number): number[] {
  let at = first;
  return axes.map((axis) => {
    const here = at;
    at += axis.length * cell + GAP;
    return here;
  });
}

interface Spot {
  x: number;
  y: number;
  cell: number;
}

function block(
  layer: number,
  sourcesAreRows: boolean,
  rows: Slot[],
  columns: Slot[],
  known: ReadonlyMap<string, string>,
  { x, y, cell }: Spot,
): Block {
  const subnodes = subnodesOf(sourcesAreRows ? columns : rows);
  const ids = rows.flatMap((row, r) =>
    columns.map((column, c) => {
      const [source, target] = sourcesAreRows ? [row, subnodes[c]] : [column, subnodes[r]];
      // What leaves a product leaves it once: from its first line.
      return source.part === 0 ? (known.get(`${layer}:${source.node}:${target}`) ?? "") : "";
    }),
  );
  const box = { x, y, w: columns.length * cell, h: rows.length * cell };
  return { layer, box, rows, columns, ids, sourcesAreRows };
}

/** The subnode that each line of a target axis stands for, in whatever order the lines are. */
function subnodesOf(slots: readonly Slot[]): number[] {
  const arity = new Map<number, number>();
  for (const { node } of slots) arity.set(node, (arity.get(node) ?? 0) + 1);
  const first = new Map<number, number>();
  let next = 0;
  for (const node of [...arity.keys()].sort((a, b) => a - b)) {
    first.set(node, next);
    next += arity.get(node) ?? 1;
  }
  return slots.map(({ node, part }) => (first.get(node) ?? 0) + part);
}

function cellsOf(block: Block, cell: number): EdgePlace[] {
  const { box, ids, columns } = block;
  return ids.flatMap((id, k) => {
    if (!id) return [];
    const [row, column] = [Math.floor(k / columns.length), k % columns.length];
    const [x, y] = [box.x + column * cell, box.y + row * cell];
    const middle = { x: x + cell / 2, y: y + cell / 2 };
    return [
      { id, box: { x, y, w: cell, h: cell }, wires: [], middle, plugs: [], crowded: false, cell: true },
    ];
  });
}

export interface CellAt {
  block: Block;
  row: number;
  column: number;
}

/** Where in the matrices an edge is. */
export function cellOf({ blocks }: MatrixFrame, id: string): CellAt | null {
  for (const block of blocks) {
    const k = block.ids.indexOf(id);
    if (k >= 0) return { block, row: Math.floor(k / block.columns.length), column: k % block.columns.length };
  }
  return null;
}

export const idAt = ({ block, row, column }: CellAt): string | null =>
  row < 0 || column < 0 || row >= block.rows.length || column >= block.columns.length
    ? null
    : block.ids[row * block.columns.length + column] || null;

/** The edges of a line, when its sum or its label at the side of a block is pointed at. */
export function lineAt(frame: MatrixFrame, p: { x: number; y: number }, zoom: number): string[] {
  for (const block of frame.blocks) {
    const { box } = block;
    const [row, column] = [Math.floor((p.y - box.y) / frame.cell), Math.floor((p.x - box.x) / frame.cell)];
    const inRows = row >= 0 && row < block.rows.length;
    const inColumns = column >= 0 && column < block.columns.length;
    if (inRows && p.x < box.x && p.x > box.x - LEFT / zoom) return lineOf(block, row, null);
    if (inColumns && p.y < box.y && p.y > box.y - ABOVE / zoom) return lineOf(block, null, column);
  }
  return [];
}

const lineOf = ({ ids, columns }: Block, row: number | null, column: number | null): string[] =>
  ids.filter(
    (id, k) =>
      id !== "" && (row === null ? k % columns.length === column : Math.floor(k / columns.length) === row),
  );

/** From a cell to the next one; at a shared border on into the neighbouring block. */
export function nextCell(
  frame: MatrixFrame,
  id: string | null,
  direction: "left" | "right" | "up" | "down",
): string | null {
  const at = id === null ? null : cellOf(frame, id);
  if (!at) return frame.blocks[0]?.ids.find((each) => each !== "") ?? null;
  const step = { left: [0, -1], right: [0, 1], up: [-1, 0], down: [1, 0] }[direction] as [number, number];
  let next: CellAt | null = at;
  do {
    next = move(frame, next, step);
    const found = next && idAt(next);
    if (found) return found;
  } while (next);
  return id;
}

function move(frame: MatrixFrame, at: CellAt, [down, right]: [number, number]): CellAt | null {
  const [row, column] = [at.row + down, at.column + right];
  const { block } = at;
  if (row >= 0 && row < block.rows.length && column >= 0 && column < block.columns.length)
    return { block, row, column };
  const across = right === 0;
  const other = frame.blocks.find(
    (each) =>
      each !== block &&
      (across
        ? each.columns === block.columns && Math.sign(each.box.y - block.box.y) === down
        : each.rows === block.rows && Math.sign(each.box.x - block.box.x) === right),
  );
  if (!other) return null;
  if (across) return { block: other, row: down > 0 ? 0 : other.rows.length - 1, column };
  return { block: other, row, column: right > 0 ? 0 : other.columns.length - 1 };
}
