/** What stands around the cells: how much each line carries, what it is called, and which layer it is. */

import { t } from "../words";
import type { Look } from "./look";
import type { Block, MatrixFrame, Slot } from "./matrix";
import { ink, type Shape, type TextShape } from "./shape";
import type { NetworkView } from "./view";

const BAR = 24;
const WORDS = 11;

export function matrixShapes(view: NetworkView, frame: MatrixFrame, look: Look): Shape[] {
  return frame.blocks.flatMap((block) => [
    ...sums(block, frame.cell, look),
    ...(look.quiet
      ? []
      : [
          ...rowNames(view, block, frame.cell, look.zoom),
          ...columnNames(view, block, frame.cell, look.zoom),
        ]),
    ...(look.quiet ? [] : title(view, block, look.zoom)),
  ]);
}

/** Strengths summed along each line, against the largest: bars at the left of rows and on top of columns. */
function sums(block: Block, cell: number, look: Look): Shape[] {
  const rows = new Float64Array(block.rows.length);
  const columns = new Float64Array(block.columns.length);
  block.ids.forEach((id, k) => {
    const strength = id ? look.strengthOf(id) : 0;
    const [row, column] = [Math.floor(k / columns.length), k % columns.length];
    rows[row] = (rows[row] ?? 0) + strength;
    columns[column] = (columns[column] ?? 0) + strength;
  });
  const size = BAR / look.zoom;
  const away = 4 / look.zoom;
  const { x, y } = block.box;
  const most = (values: Float64Array): number => Math.max(...values, 1e-9);
  // A later layer's bars along a shared axis would stand in the gap to the block before it.
  const onTop = block.layer % 2 === 0;
  const beside = block.layer === 0 || block.layer % 2 === 1;
  const shapes: Shape[] = [];
  if (beside) {
    rows.forEach((value, k) => {
      const w = (size * value) / most(rows);
      shapes.push(bar({ x: x - away - w, y: y + k * cell, w, h: cell * 0.9 }));
    });
  }
  if (onTop) {
    columns.forEach((value, k) => {
      const h = (size * value) / most(columns);
      shapes.push(bar({ x: x + k * cell, y: y - away - h, w: cell * 0.9, h }));
    });
  }
  return shapes;
}

const bar = (box: { x: number; y: number; w: number; h: number }): Shape => ({
  kind: "box",
  box,
  radius: 0,
  fill: ink("density", 0.45),
});

/** As many names as there is room for: first, last, and evenly in between. */
export function spaced(slots: readonly Slot[], pitch: number, room: number): number[] {
  const every = Math.max(1, Math.ceil(room / pitch));
  const shown = slots.flatMap((slot, k) => (slot.part === 0 && k % every === 0 ? [k] : []));
  return shown;
}

/** Name of the node a line belongs to: inputs and outputs by their own, hidden nodes by number. */
export function lineName(view: NetworkView, { column, node }: Slot): string {
  if (column === 0) return view.inputs[node]?.name ?? "";
  if (column === view.width.length - 1) return view.outputs[node]?.name ?? "";
  return `h${column}.${node + 1}`;
}

function rowNames(view: NetworkView, block: Block, cell: number, zoom: number): Shape[] {
  if (block.layer !== 0 && block.layer % 2 === 0) return [];
  const x = block.box.x - (BAR + 10) / zoom;
  return spaced(block.rows, cell * zoom, WORDS + 3).map((k): Shape => {
    const slot = block.rows[k] as Slot;
    const at = { x, y: block.box.y + (k + 0.5) * cell + (0.35 * WORDS) / zoom };
    return words(lineName(view, slot), at, zoom, { align: "right", room: 72 / zoom });
  });
}

/** Below the block, in the gap that it shares with the next one. */
function columnNames(view: NetworkView, block: Block, cell: number, zoom: number): Shape[] {
  if (block.layer % 2 === 1) return [];
  const y = block.box.y + block.box.h + (WORDS + 6) / zoom;
  const widest = Math.max(...block.columns.map((slot) => lineName(view, slot).length), 1);
  return spaced(block.columns, cell * zoom, widest * 6.5 + 10).map((k): Shape => {
    const slot = block.columns[k] as Slot;
    return words(lineName(view, slot), { x: block.box.x + (k + 0.5) * cell, y }, zoom, { align: "center" });
  });
}

function title(view: NetworkView, block: Block, zoom: number): Shape[] {
  const last = view.width.length - 1;
  const kind = ({ column }: Slot, n: number): string => {
    if (column === 0) return t("canvas:axisInputs", { count: n, n });
    return column === last
      ? t("canvas:axisOutputs", { count: n, n })
      : t("canvas:axisNodes", { count: n, n });
  };
  const [row, column] = [block.rows[0], block.columns[0]];
  if (!row || !column) return [];
  const x = block.box.x + block.box.w + 14 / zoom;
  const line = (k: number): { x: number; y: number } => ({ x, y: block.box.y + (10 + 16 * k) / zoom });
  // Beside a block of a line or two there is no room for more.
  const low = block.box.h * zoom < 40;
  const name = t("canvas:layer", { n: block.layer + 1 });
  if (low) return [words(`${name}: ${kind(row, block.rows.length)} ↓`, line(0), zoom, {})];
  // Beside such a block stands the next one.
  if (block.layer % 2 === 1 && block.layer + 1 < last) {
    const said = `${name}: ${kind(row, block.rows.length)} ↓, ${kind(column, block.columns.length)} →`;
    return [words(said, { x: block.box.x, y: block.box.y + block.box.h + (WORDS + 6) / zoom }, zoom, {})];
  }
  return [
    words(name, line(0), zoom, { strong: true, ink: ink("text") }),
    words(`${kind(row, block.rows.length)} ↓`, line(1), zoom, {}),
    words(`${kind(column, block.columns.length)} →`, line(2), zoom, {}),
  ];
}

/** Words keep their size on screen however far one is away. */
function words(
  text: string,
  at: { x: number; y: number },
  zoom: number,
  more: Partial<Pick<TextShape, "align" | "strong" | "ink" | "room">>,
): TextShape {
  return { kind: "text", text, at, size: WORDS / zoom, face: "ui", ink: ink("text-3"), ...more };
}
